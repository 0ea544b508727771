from allauth.account.forms import SignupForm
