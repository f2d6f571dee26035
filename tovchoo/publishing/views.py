"""Pages of news."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tovchoo.files.questions import citations_about
from tovchoo.kernel.pages import page_of, public_page

from .models import News


@public_page
def news(request: HttpRequest) -> HttpResponse:
    listed = News.objects.defer("folded", "text").select_related("picture").order_by("-date", "id")
    return render(request, "publishing/news.html", {"news": page_of(request, listed, 24)})


@public_page
def news_item(request: HttpRequest, pk: str) -> HttpResponse:
    entry = get_object_or_404(News.objects.select_related("picture").defer("folded"), pk=pk)
    citations = citations_about(entry.public_id)
    return render(request, "publishing/news_item.html", {"entry": entry, "citations": citations})
