"""What is said in Practice Land, in both languages. All of it is made up, and made up for this."""

from __future__ import annotations

from dataclasses import dataclass, field

from tovchoo.kernel.localized import Localized

Pair = tuple[str, str]


def said(pair: Pair) -> Localized:
    """A text in both languages, the Mongolian being the original."""
    return Localized({"mn": pair[0]}).translated("en", pair[1], by="")


# --- who there is: (Mongolian, English, sector) -----------------------------------------------------------------------

ORGANISATIONS = {
    "digital": ("Дадлагын Цахим хөгжлийн яам", "Practice Ministry of Digital Development", "government"),
    "finance": ("Дадлагын Сангийн яам", "Practice Ministry of Finance", "government"),
    "education": ("Дадлагын Боловсролын яам", "Practice Ministry of Education", "government"),
    "environment": ("Дадлагын Байгаль орчны яам", "Practice Ministry of Environment", "government"),
    "justice": ("Дадлагын Хууль зүйн яам", "Practice Ministry of Justice", "government"),
    "cities": ("Дадлагын Хот, орон нутгийн газар", "Practice Agency of Cities and Districts", "government"),
    "budget_watch": ("Дадлагын Төсөв сонирхогчдын нийгэмлэг", "Practice Budget Watchers", "civil_society"),
    "clean_air": ("Дадлагын Цэвэр агаар хөдөлгөөн", "Practice Clean Air Movement", "civil_society"),
    "access": ("Дадлагын Саадгүй орчин холбоо", "Practice Union for Access", "civil_society"),
    "herders": ("Дадлагын Малчдын холбоо", "Practice Union of Herders", "civil_society"),
    "media": ("Дадлагын Сэтгүүлчдийн клуб", "Practice Journalists’ Club", "media"),
    "academy": ("Дадлагын Их сургууль", "Practice University", "academia"),
}  # fmt: skip

MEMBERS = [  # of the working group besides Bat and Tsetseg: (Mongolian, English, side, organisation)
    ("Энхжин", "Enkhjin", "government", "finance"),
    ("Ганзориг", "Ganzorig", "government", "education"),
    ("Мөнхцэцэг", "Munkhtsetseg", "government", "environment"),
    ("Батболд", "Batbold", "government", "justice"),
    ("Солонго", "Solongo", "government", "cities"),
    ("Тэмүүлэн", "Temuulen", "non_government", "clean_air"),
    ("Хулан", "Khulan", "non_government", "access"),
    ("Очир", "Ochir", "non_government", "herders"),
    ("Сарнай", "Sarnai", "non_government", "media"),
    ("Билгүүн", "Bilguun", "non_government", "academy"),
]
MSF_MEMBERS = [  # besides Dorj, who chairs it
    ("Уранчимэг", "Uranchimeg", "government", "finance"),
    ("Анхбаяр", "Ankhbayar", "government", "justice"),
    ("Номинчимэг", "Nominchimeg", "non_government", "budget_watch"),
    ("Лхагва", "Lkhagva", "non_government", "clean_air"),
    ("Өлзий", "Ulzii", "non_government", "academy"),
]

# --- the plan before: known from its papers ---------------------------------------------------------------------------

BEFORE = [  # (title, problem, milestones)
    (
        ("Компанийн эцсийн өмчлөгчийн нээлттэй бүртгэл", "An open register of who owns companies in the end"),
        ("Компанийг жинхэнэ эзэмшдэг хүн хэн болохыг иргэд мэдэх боломжгүй.",
         "Citizens cannot find out who really owns a company."),
        [("Хуулийн төсөл боловсруулах", "Draft the law"), ("Бүртгэлийг нээлттэй болгох", "Open the register")],
    ),
    (
        ("Сургуулийн хоолны чанарын хяналт", "Watching over the quality of school meals"),
        ("Эцэг эхчүүд сургуулийн хоолны шинжилгээний дүнг олж хардаггүй.",
         "Parents do not get to see the results of tests of school meals."),
        [("Шинжилгээний дүнг сар бүр нийтлэх", "Publish test results every month")],
    ),
    (
        ("Орон нутгийн төсвийн хэлэлцүүлэг", "Discussing local budgets"),
        ("Сумын төсвийг иргэдтэй ярилцахгүйгээр баталдаг.", "District budgets are approved without asking residents."),
        [("Арван суманд хэлэлцүүлэг хийх", "Hold discussions in ten districts")],
    ),
]  # fmt: skip


# --- what was proposed for Plan VI ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Idea:
    """A proposal: who tables it, what it says, its milestones with the month in which they are due."""

    title: Pair
    organisation: str
    answers: dict[str, Pair] = field(default_factory=dict)
    milestones: tuple[tuple[Pair, str], ...] = ()
    lead: str = ""


IDEAS = {
    "schools": Idea(
        ("Сургууль бүрийн төсвийг нээлттэй болгох", "Open the budget of every school"),
        "budget_watch",
        {
            "problem": (
                "Сургуулийн төсвийг яам нэгтгэсэн дүнгээр нийтэлдэг тул эцэг эх өөрийн хүүхдийн сургууль юунд хэдийг "
                "зарцуулсныг мэдэхгүй.",
                "The ministry publishes school budgets only as a total, so parents do not know what their own child’s "
                "school spends, and on what.",
            ),
            "causes": (
                "Сургуулиуд тайлангаа өөр өөр загвараар гаргадаг, нийтлэх үүрэггүй.",
                "Schools report in forms of their own and are under no duty to publish.",
            ),
            "solution": (
                "Бүх сургууль төсөв, гүйцэтгэлээ нэг загвараар улирал бүр нийтэлнэ.\n\n"
                "Эцэг эхийн зөвлөл асуулт тавьж, захирал арав хоногт бичгээр хариулна.",
                "Every school publishes its budget and what was spent each quarter, in one form.\n\n"
                "The parents’ council asks questions, and the head answers in writing within ten days.",
            ),
            "results": (
                "Эцэг эхийн 40 хувь нь сургуулийнхаа төсвийг нэг удаа ч болов үзсэн байна.",
                "Four parents in ten have looked at the budget of their school at least once.",
            ),
        },
        ((("Нэгдсэн загвар батлах", "Agree on one form"), "{next}-03"),
         (("Хорин сургуульд туршиж үзэх", "Try it in twenty schools"), "{next}-09"),
         (("Бүх сургуульд нэвтрүүлэх", "All schools publish"), "{last}-06")),
        "education",
    ),
    "procurement": Idea(
        ("Худалдан авалтыг ойлгомжтой хэлээр", "Public procurement in plain words"),
        "media",
        {
            "problem": (
                "Тендерийн мэдээлэл нээлттэй боловч мэргэжлийн хүн л ойлгохоор бичигдсэн.",
                "Tenders are public, but written so that only specialists understand them.",
            ),
            "solution": (
                "Тендер бүр юу авах, ямар үнээр, хэнээс гэдгийг нэг хуудсанд энгийн үгээр бичнэ.",
                "Each tender has one page that says in plain words what is bought, at what price, and from whom.",
            ),
            "results": (
                "Том тендерийн бүгд нэг хуудсын тайлбартай байна.",
                "Every large tender has a one-page explanation.",
            ),
        },
        ((("Хуудасны загварыг иргэдтэй турших", "Test the page with citizens"), "{next}-05"),
         (("Том тендерүүдэд хэрэглэж эхлэх", "Use it for large tenders"), "{next}-11")),
        "finance",
    ),
    "air": Idea(
        ("Агаарын чанарын мэдээлэл цаг тутам", "Air quality every hour"),
        "clean_air",
        {"problem": ("Хэмжилтийн мэдээлэл өдрийн дараа гардаг.", "Measurements come out a day late.")},
    ),
    "environment": Idea(
        ("Байгаль орчны мэдээллийг хүн бүрт", "Environmental data for everybody"),
        "academy",
        {
            "problem": (
                "Агаар, ус, хөрсний хэмжилтийг дөрвөн байгууллага хийдэг ч мэдээлэл нь нэг дор байдаггүй.",
                "Four bodies measure air, water and soil, and nowhere are their data together.",
            ),
            "solution": (
                "Бүх хэмжилтийг нэг портал дээр, машин уншихуйц хэлбэрээр, хэмжсэн цагтаа нийтэлнэ.",
                "All measurements are published on one portal, readable by machines, in the hour they are made.",
            ),
            "results": (
                "Хэмжилтийн 90 хувь нь нэг цагийн дотор нийтлэгддэг болно.",
                "Nine measurements in ten are public within the hour.",
            ),
        },
        ((("Дөрвөн байгууллагын гэрээ", "An agreement of the four bodies"), "{next}-02"),
         (("Портал нээх", "Open the portal"), "{next}-10")),
        "environment",
    ),
    "requests": Idea(
        ("Иргэдийн асуултад цаг тухайд нь хариулах", "Answer citizens’ questions in time"),
        "budget_watch",
        {
            "problem": (
                "Мэдээлэл хүссэн өргөдлийн хариуг хуулийн хугацаанаас хоцроодог, хэдэн өргөдөл хаана байгааг хэн ч "
                "мэддэггүй.",
                "Requests for information are answered later than the law allows, and nobody knows how many wait.",
            ),
            "solution": (
                "Өргөдөл бүр дугаартай болж, явц нь нээлттэй харагдана.",
                "Each request has a number, and everybody can see how far it is.",
            ),
            "results": (
                "Өргөдлийн 95 хувьд хугацаанд нь хариулна.",
                "Nineteen requests in twenty are answered in time.",
            ),
        },
        ((("Журам батлах", "Adopt the procedure"), "{next}-04"),),
        "justice",
    ),
    "owners": Idea(
        ("Эцсийн өмчлөгчийн бүртгэлийг дуусгах", "Finish the register of who owns companies"),
        "media",
        {
            "problem": (
                "Хууль батлагдсан боловч бүртгэл нээгдээгүй хэвээр байна.",
                "The law was passed, but the register is still closed.",
            ),
            "solution": (
                "Бүртгэлийг үнэгүй, нэрээр хайдаг, татаж авдаг болгоно.",
                "The register becomes free of charge, searchable by name, and can be downloaded.",
            ),
            "results": (
                "Төрийн гэрээ авсан бүх компанийн өмчлөгч ил байна.",
                "The owners of all companies with public contracts are known.",
            ),
        },
        ((("Бүртгэлийг нээх", "Open the register"), "{next}-06"),),
        "justice",
    ),
    "participatory": Idea(
        ("Дүүрэг бүрт иргэдийн оролцоотой төсөв", "Participatory budgeting in every district"),
        "herders",
        {
            "problem": (
                "Орон нутгийн хөгжлийн сангийн хөрөнгийг юунд зарцуулахыг оршин суугчид шийддэггүй.",
                "Residents have no say in what the local development fund is spent on.",
            ),
            "solution": (
                "Сангийн гуравны нэгийг оршин суугчид саналаа хурааж хуваарилна.",
                "Residents vote on how one third of the fund is shared out.",
            ),
            "results": (
                "Дүүрэг бүрт насанд хүрэгчдийн арван хувь нь оролцсон байна.",
                "In every district one adult in ten has taken part.",
            ),
        },
        ((("Таван дүүрэгт турших", "Try it in five districts"), "{next}-08"),
         (("Бүх дүүрэгт санал хураах", "Vote in all districts"), "{last}-08")),
        "cities",
    ),
    "access": Idea(
        ("Төрийн үйлчилгээг хүн бүрт хүртээмжтэй болгох", "Public services that everybody can use"),
        "access",
        {
            "problem": (
                "Төрийн цахим үйлчилгээний ихэнхийг дэлгэц уншигчаар ашиглах боломжгүй.",
                "Most public services online cannot be used with a screen reader.",
            ),
            "solution": (
                "Хамгийн их хэрэглэгддэг гучин үйлчилгээг хөгжлийн бэрхшээлтэй иргэдтэй хамт шалгаж засна.",
                "The thirty services used most are tested and mended together with persons with disabilities.",
            ),
            "results": (
                "Гучин үйлчилгээ олон улсын стандартад нийцнэ.",
                "Thirty services meet the international standard.",
            ),
        },
        ((("Эхний арван үйлчилгээг шалгах", "Test the first ten services"), "{next}-05"),
         (("Гучин үйлчилгээг засаж дуусгах", "Thirty services are mended"), "{last}-10")),
        "digital",
    ),
    "voice": Idea(
        ("Зөрчил мэдээлэгчийг хамгаалах утас", "A line that protects those who report wrongdoing"),
        "budget_watch",
        {
            "problem": (
                "Зөрчил мэдээлсэн хүн ажлаа алдах эрсдэлтэй, хандах газаргүй.",
                "Whoever reports wrongdoing risks their job and has nowhere to turn.",
            ),
            "solution": (
                "Нэрээ нууцалж ярьж болох утас ажиллуулж, хуульчийн зөвлөгөө үнэгүй өгнө.",
                "A line takes calls without a name, and a lawyer gives advice free of charge.",
            ),
            "results": (
                "Мэдээлэл бүрт гуч хоногт хариу өгнө.",
                "Every report is answered within thirty days.",
            ),
        },
        ((("Утсыг ажиллуулж эхлэх", "The line opens"), "{next}-09"),),
        "justice",
    ),
    "app": Idea(
        ("Бүх үйлчилгээг нэг аппликэйшнд", "One application for everything"),
        "digital",
        {"problem": ("Аппликэйшн олон байна.", "There are many applications.")},
    ),
}  # fmt: skip

PIECES = [
    ("Мэдээллийн хүсэлтэд арав хоногт хариулах", "Answer requests for information within ten days"),
    ("Мэдээллийн хүсэлтийн нээлттэй бүртгэл", "A public register of requests for information"),
]
BY_LETTER = ("Захидлаар ирсэн санаачилгууд", "Proposals that came by letter")
LIGHTS = ("Гудамжны гэрлийн газрын зураг", "A map of street lights")

WHY = {
    "discussed": ("Хоёр дахь хурлаар хэлэлцэж эхлэв.", "The second meeting began to discuss it."),
    "accepted": ("Хоёр талын гишүүд дэмжиж, тэргүүлэх байгууллага нь зөвшөөрөв.",
                 "Members of both sides support it, and the body that is to lead it agrees."),
    "merged": ("Агаарын мэдээлэл нэг порталд багтана.", "Air data belong on the same portal."),
    "split": ("Хариулах хугацаа, бүртгэл хоёр тус тусдаа ажил.", "Answering in time and a register are two tasks."),
    "withdrawn": ("Ижил ажил өөр хөтөлбөрт эхэлсэн тул татаж авлаа.",
                  "Taken back: the same is under way in another programme."),
    "not_accepted": ("Төлөвлөгөөний хугацаанд хэмжиж болох үр дүнгүй.",
                     "It names no result that could be measured while the plan runs."),
    "carried": ("Өмнөх төлөвлөгөөний хугацаанд бүртгэл нээгдээгүй.",
                "The register was not opened while the plan before ran."),
    "apart": ("Захидал олдов.", "The letter was found."),
}  # fmt: skip

# --- the text of Plan VI around its commitments -----------------------------------------------------------------------

SECTIONS = [
    (
        ("Удиртгал", "Introduction"),
        [
            ("Дадлага улс бол зохиомол орон. Энэ төлөвлөгөө ч зохиомол: түүгээр хүмүүс хэрхэн хамтран бичихийг сурна.",
             "Practice Land does not exist, and neither does this plan: people learn with it how to write together."),
            ("Төлөвлөгөө есөн амлалттай. Амлалт бүр тэргүүлэх байгууллагатай, хугацаатай, хэмжиж болох үе шаттай.",
             "The plan holds nine commitments. Each has a body that leads it, dates, and milestones to measure."),
        ],
    ),
    (
        ("Төлөвлөгөөг хэрхэн боловсруулсан бэ", "How this plan was made"),
        [
            ("Ажлын хэсэгт төрийн болон төрийн бус талаас тэнцүү тооны гишүүн ажилласан.",
             "Government and non-government had the same number of members in the working group."),
            ("Арван гурван санаачилга ирснийг гурван хурлаар хэлэлцэж, есийг амлалт болгосон.",
             "Thirteen proposals came in; three meetings discussed them, and nine commitments came of them."),
        ],
    ),
]  # fmt: skip

GLOSSARY = [
    (("нээлттэй өгөгдөл", "open data"),
     ("Хэн ч үнэгүй авч, дахин ашиглаж болох өгөгдөл.", "Data that anybody may take and use again, free of charge.")),
    (("эцсийн өмчлөгч", "beneficial owner"),
     ("Компанийг жинхэнэ эзэмшдэг буюу хянадаг хүн.", "The person who really owns or controls a company.")),
    (("иргэдийн оролцоотой төсөв", "participatory budgeting"),
     ("Төсвийн нэг хэсгийг оршин суугчид өөрсдөө хуваарилах арга.",
      "A way of letting residents share out a part of the budget themselves.")),
]  # fmt: skip

CALENDAR = [  # what is to happen, after how many days of the process
    (("Ажлын хэсгийг байгуулах", "The working group is appointed"), 0),
    (("Санаачилга хүлээн авах", "Proposals are taken"), 20),
    (("Төслийн хувилбарыг нийтлэх", "A version of the draft is published"), 90),
    (("Олон талт форумаар батлах", "Approval by the multi-stakeholder forum"), 150),
]

HALL = ("Дадлагын танхим", "The practice hall")
MEETINGS = [  # (title, what is spoken of, what the minutes say, days of the process)
    (
        ("Ажлын хэсгийн нэгдүгээр хурал", "First meeting of the working group"),
        [("Ажлын төлөвлөгөө", "The plan of work"), ("Санаачилга хүлээн авах журам", "How proposals are taken")],
        [("Хуваарийг өөрчлөлтгүй баталлаа.", "The calendar was agreed without a change."),
         ("Санаачилгыг гурван долоо хоног хүлээн авна.", "Proposals are taken for three weeks.")],
        14,
    ),
    (
        ("Ажлын хэсгийн хоёрдугаар хурал", "Second meeting of the working group"),
        [("Ирсэн санаачилгууд", "The proposals that came in"), ("Нэгтгэх, салгах", "What to merge and to split")],
        [("Арван гурван санаачилгыг нэг бүрчлэн танилцуулав.", "Thirteen proposals were presented one by one."),
         ("Агаарын чанарынхыг байгаль орчныхтой нэгтгэхээр тогтов.",
          "The one on air quality goes together with the one on the environment.")],
        55,
    ),
    (
        ("Ажлын хэсгийн гуравдугаар хурал", "Third meeting of the working group"),
        [("Нэмэлт, өөрчлөлтийн саналууд", "Amendments"), ("Форумд өргөн барих", "Sending the plan to the forum")],
        [("Таван саналыг хэлэлцэж, гурвыг дэмжив.", "Five amendments were discussed, and three found support."),
         ("Хоёр дахь хувилбарыг форумд хүргүүлэхээр тогтов.", "The next version goes to the forum.")],
        115,
    ),
]  # fmt: skip

# --- amendments -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wish:
    """An amendment: to which passage, in which language, what of it should read otherwise, and why."""

    idea: str
    field: str
    language: str
    old: str
    new: str
    reason: Pair


WISHES = {
    "price": Wish(
        "procurement", "solution", "en", "at what price", "at what price and until when",
        ("Хугацаа нь үнээс дутахгүй чухал.", "When it will be there matters as much as the price."),
    ),
    "duty": Wish(
        "schools", "causes", "mn", "нийтлэх үүрэггүй", "нийтлэх үүрэггүй, шийтгэлгүй",
        ("Шалтгааныг бүтнээр нь хэлье.", "Let us name the whole cause."),
    ),
    "all": Wish(
        "environment", "results", "en", "Nine measurements in ten", "All measurements",
        ("Аль нь хоцрохыг хэн шийдэх вэ?", "Who decides which of them come late?"),
    ),
    "half": Wish(
        "schools", "results", "mn", "40 хувь", "50 хувь",
        ("Хоёр хүний нэг нь гэвэл ойлгомжтой.", "One in two is easier to understand."),
    ),
    "thirty": Wish(
        "schools", "results", "mn", "40 хувь", "30 хувь",
        ("Алслагдсан суманд 40 хувь хэтэрхий их.", "In far districts 40 percent is too much."),
    ),
    "lawyer": Wish(
        "voice", "solution", "en", "a lawyer gives advice", "two lawyers give advice",
        ("Нэг хуульч амжихгүй.", "One lawyer will not do."),
    ),
}  # fmt: skip
DECIDED = {
    "price": ("Хоёр тал дэмжив.", "Both sides support it."),
    "duty": ("Шийтгэл биш, хариуцлага гэвэл зөв.", "Responsibility is the word, not punishment."),
    "all": ("Хэмжих багаж заримдаа эвдэрдэг.", "Instruments do break at times."),
    "half": ("Хурлаар ийм тоо тохиров.", "The meeting settled on this number."),
    "lawyer": ("Төсөв хүрэлцэхгүй тул татав.", "The budget does not allow it."),
}
ADVICE = {  # what the working group recommends
    "price": ("accept", None),
    "duty": ("edit", ("Үүргийг нэмж, шийтгэлийг хасъя.", "Keep the duty, leave out the punishment.")),
    "all": ("decline", ("Багаж эвдэрвэл амлалт зөрчигдөнө.", "One broken instrument would break the promise.")),
}
DUTY = "Сургуулиуд тайлангаа өөр өөр загвараар гаргадаг, нийтлэх үүрэг, хариуцлага нь тодорхойгүй."
DUTY_IN_ENGLISH = "Schools report in forms of their own; the duty to publish, and who answers for it, is not clear."

CHANGES = [  # what people wrote between the versions: (idea, field, language, old, new, why)
    ("participatory", "solution", "mn", "Сангийн гуравны нэгийг", "Сангийн багадаа гуравны нэгийг",
     ("Дүүрэг илүүг хуваарилж болно.", "A district may share out more.")),
    ("participatory", "solution", "en", "on how one third", "on how at least one third", None),
]  # fmt: skip

REFRESH = "The midpoint refresh: districts asked for more time, and for a clearer share."
REFRESHED = [  # what is changed halfway through
    ("participatory", "solution", "mn", "багадаа гуравны нэгийг", "багадаа хагасыг",
     ("Нэгдүгээр жилийн санал хураалт амжилттай болсон.", "The vote of the first year went well.")),
    ("participatory", "solution", "en", "on how at least one third", "on how at least one half", None),
]  # fmt: skip
BY_MAIL = "Members voted by letter; the letters are kept by the secretary of the forum."

NEWS = {
    "title": ("Зургаадугаар төлөвлөгөө хүчин төгөлдөр боллоо", "Plan VI is in force"),
    "excerpt": ("Дадлага улсын зургаадугаар төлөвлөгөө есөн амлалттай.",
                "Practice Land’s sixth plan holds nine commitments."),
    "text": (
        "Олон талт форум гурав дахь хувилбарыг дэмжиж, тушаал гарлаа. Хувилбар бүрийг хооронд нь жишиж, юу яагаад "
        "өөрчлөгдсөнийг уншиж болно.\n\nЭнд бичсэн бүхэн зохиомол.",
        "The multi-stakeholder forum carried the third version, and the order was issued. Any two versions can be "
        "compared, and what changed can be read with its reason.\n\nEverything written here is made up.",
    ),
}  # fmt: skip

# --- Plan VII: just begun ---------------------------------------------------------------------------------------------

SEVENTH = [  # the first two are in its draft
    Idea(
        ("Номын сан бүрт нээлттэй өгөгдлийн булан", "An open data corner in every library"),
        "academy",
        {"problem": ("Өгөгдлийг хэрхэн ашиглахыг заадаг газар цөөн.", "Few places teach how to use data."),
         "solution": ("Номын сангууд сар бүр үнэгүй сургалт хийнэ.", "Libraries give a free course every month.")},
        ((("Арван номын сан сонгох", "Choose ten libraries"), "{last}-03"),),
        "education",
    ),
    Idea(
        ("Ус хэмжигчийн нээлттэй мэдээлэл", "Open data of water meters"),
        "clean_air",
        {"problem": ("Усны алдагдлыг хэн ч тооцдоггүй.", "Nobody counts how much water is lost."),
         "solution": ("Дүүрэг бүрийн хэрэглээг долоо хоног тутам нийтэлнэ.",
                      "The use of each district is published every week.")},
        ((("Эхний тоонууд", "The first figures"), "{last}-05"),),
        "cities",
    ),
    Idea(
        ("Хуулийн төслийг иргэнтэй хамт унших", "Reading draft laws with citizens"),
        "media",
        {"problem": ("Хуулийн төслийн хэл ойлгомжгүй.", "The language of draft laws is hard to understand.")},
    ),
]  # fmt: skip

SEVENTH_WISHES = [  # open: two on one passage
    ("Libraries give a free course every month.", "Libraries give a free course every fortnight.",
     ("Сард нэг нь цөөн.", "Once a month is too seldom.")),
    ("Libraries give a free course every month.", "Libraries give a free course every month, in the evening too.",
     ("Ажилтай хүн өдөр ирж чадахгүй.", "People who work cannot come by day.")),
    ("Nobody counts how much water is lost.", "Nobody counts how much water is lost, nor where.",
     ("Хаана алдагдаж байгаа нь ч чухал.", "Where it is lost matters too.")),
]  # fmt: skip
NOT_TRANSLATED = "Сургалтын хөтөлбөрийг их сургууль боловсруулна."
RETYPED = ("Номын сангууд сар бүр үнэгүй сургалт хийнэ.", "Номын сангууд хоёр долоо хоног тутам үнэгүй сургалт хийнэ.")
TABLE = (
    "Үүрэг амлалт;Commitment (en);Асуудал;Арга хэмжээ\n"
    "Малчны зээлийн нээлттэй мэдээлэл;Open data on loans to herders;Зээлийн нөхцөлийг хэн ч харьцуулж чаддаггүй.;"
    "Банкууд зээлийн нөхцөлөө улирал тутам нэг загвараар нийтэлнэ."
)
