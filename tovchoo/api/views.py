"""What programs read: the same figures as the pages, as JSON."""

from django.http import HttpRequest, JsonResponse

from tovchoo.findings.figures import Figure, figures_of
from tovchoo.kernel.addresses import address
from tovchoo.kernel.pages import public_page
from tovchoo.kernel.practice import practice
from tovchoo.plans.questions import plan_or_404


@public_page
def figures(request: HttpRequest, plan: str) -> JsonResponse:
    """All figures of a plan; null where nothing was recorded."""
    found = plan_or_404(plan)
    told = practice() | {
        "plan": found.pk,
        "figures": [_figure(each) for each in figures_of(found, words=True).values()],
    }
    return JsonResponse(told, headers={"Access-Control-Allow-Origin": "*"}, json_dumps_params={"ensure_ascii": False})


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "key": figure.key,
        "value": figure.value,
        "parts": figure.parts,
        "percent": figure.percent,
        "claims": [
            {"value": claim.value, "part": claim.part or None, "measure": claim.measure, "source": claim.source_id,
             "quotation": claim.quotation or None, "agrees": figure.agrees(claim)}
            for claim in figure.claims
        ],
        "entries": address("findings:figure", figure.plan.pk, figure.definition.slug, language="en"),
    }  # fmt: skip
