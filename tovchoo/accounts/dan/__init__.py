"""ДАН, the sign-on of the state of Mongolia (sso.gov.mn), as far as it can be built from what is public of it.

It has not been tried against the real service: that takes an agreement, a client and a registered address. It is off
until `DAN_CLIENT_ID` is set. Taken from developer.sso.gov.mn as others read it, and from public code that uses it:

- `/oauth2/authorize`, `/oauth2/token`, then `/oauth2/api/v1/service` with the token;
- `scope` is the base64 of a JSON list of services of ХУР, in public code
  `[{"services": ["WS100101_getCitizenIDCardInfo"], "wsdl": "https://xyp.gov.mn/citizen-1.3.0/ws?WSDL"}]`;
- the answer is a list of parts, and `services.NAME.response.regnum` in one of them is the registration number.

Not verified, each to be tried before anybody relies on it:

- whether the service is asked with GET, as here, or with POST: public code does both;
- whether it is `/oauth2/api/v1/service` at all: some code asks `/oauth2/userinfo`;
- whether an empty list of services names anybody: if not, `DAN_SERVICES` must ask for the identity card, as above;
- whether `state` comes back as it was sent, the token is asked for by form with the secret in it, and PKCE is taken;
- what the answer is when an organisation signs in, not a citizen: here, nobody is named and nobody comes in.

The registration number is kept nowhere: an account is joined to its HMAC under `SECRET_KEY`. With another key nobody is
known by ДАН any more, and everybody must join it to their account anew.
"""
