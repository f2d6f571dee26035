"""Who may let whom in. Read this file as the regulation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.policy import Act, Policy, Words, condition, role
from tovchoo.people.roles import administrator, anybody, operator, secretariat

from .models import Account, Invitation

WAITING, ACCEPTED, WITHDRAWN = Invitation.Stage


@role(_("whoever the account belongs to"))
def its_holder(person: Any, account: Any) -> bool:
    return bool(person == account)


@condition(_("the person cannot sign in yet"))
def the_person_has_no_account(invitation: Invitation) -> Words | None:
    if invitation.person_id and Account.objects.filter(person=invitation.person_id).exists():
        return _("This person can sign in already.")
    return None


@condition(_("no other invitation of the person is waiting"))
def no_other_invitation_waits(invitation: Invitation) -> Words | None:
    others = Invitation.objects.filter(person=invitation.person_id, stage=WAITING).exclude(pk=invitation.pk)
    if invitation.person_id and others.exists():
        return _("An invitation of this person is waiting to be accepted; send it again or withdraw it.")
    return None


@condition(_("within fourteen days"))
def its_time_has_not_run_out(invitation: Invitation) -> Words | None:
    if invitation.has_ended(clock.now()):
        return _("The time of this invitation has run out. Ask whoever sent it for another.")
    return None


@condition(_("another administrator is left"))
def another_administrator_is_left(account: Account) -> Words | None:
    others = Account.objects.filter(is_administrator=True, is_active=True).exclude(pk=account.pk)
    if account.is_administrator and not others.exists():
        return _("This is the only administrator of the site. Make another one first.")
    return None


INVITATION = Policy(
    _("Invitation"), "stage",
    Act("invite", _("Invite somebody"),
        by=secretariat | administrator, given=[the_person_has_no_account, no_other_invitation_waits]),
    Act("invite_administrator", _("Invite an administrator"), by=administrator | operator),
    Act("send_again", _("Send again"), by=secretariat | administrator, during=[WAITING]),
    Act("withdraw", _("Withdraw"), by=secretariat | administrator | operator, during=[WAITING], then=WITHDRAWN),
    Act("accept", _("Accept"),
        by=anybody, during=[WAITING], given=[its_time_has_not_run_out, the_person_has_no_account], then=ACCEPTED),
)  # fmt: skip

ACCOUNT = Policy(
    _("Account"), None,
    Act("list", _("See who can sign in"), by=secretariat | administrator),
    Act("speak", _("Choose the language of letters"), by=its_holder),
    Act("close", _("Close"), by=administrator, given=[another_administrator_is_left]),
    Act("reopen", _("Reopen"), by=administrator),
    Act("make_administrator", _("Make an administrator"), by=administrator),
    Act("end_administrator", _("Administrator no longer"), by=administrator, given=[another_administrator_is_left]),
)  # fmt: skip
