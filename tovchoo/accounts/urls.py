from django.urls import path

from . import views
from .sign_on import leads_to_the_sign_on

app_name = "accounts"
urlpatterns = [
    path("welcome/<str:key>/", leads_to_the_sign_on(views.welcome), name="welcome"),
    path("workspace/account/", views.mine, name="mine"),
    path("workspace/access/", views.access, name="access"),
    path("workspace/access/invite/", views.invite, name="invite"),
    path("workspace/access/invite-administrator/", views.invite_administrator, name="invite-administrator"),
    path("workspace/access/invitations/<uuid:pk>/send-again/", views.send_again, name="send-again"),
    path("workspace/access/invitations/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("workspace/access/accounts/<uuid:pk>/close/", views.close, name="close"),
    path("workspace/access/accounts/<uuid:pk>/reopen/", views.reopen, name="reopen"),
]
