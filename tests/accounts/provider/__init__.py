"""An OpenID provider as real as any, for the tests of signing on: it runs as a process of its own."""
