"""What the provider says of somebody besides who they are: all of it can change."""

from oauth2_provider.oauth2_validators import OAuth2Validator


class Claims(OAuth2Validator):
    def get_additional_claims(self, request):
        citizen = request.user
        return {
            "preferred_username": citizen.username,
            "email": citizen.email,
            "email_verified": citizen.is_staff,  # the one spare yes or no that Django's user has
        }
