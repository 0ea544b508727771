"""The second step of signing in: passkeys, codes of an app, recovery codes. allauth keeps them; what it asks and says is ours."""
