"""Who may sign in, as whom: accounts, invitations, the second step. A person is public, an account is not."""
