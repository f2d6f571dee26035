from datetime import date
from tovchoo.editions import content, docx, pdf
from .versions import a_draft, frozen

def test_spike(cast):
    v = frozen(a_draft(cast), by=cast.administrator)
    for codes in (("mn",), ("en",), ("mn", "en")):
        cover = content.cover_of(v, codes, date(2026, 11, 25))
        name = "/tmp/c-" + "-".join(codes)
        with open(name + ".docx", "wb") as f:
            docx.write(f, cover, content.headings(v), content.chapters(v, codes))
        with open(name + ".pdf", "wb") as f:
            pdf.write(f, cover, content.chapters(v, codes))
