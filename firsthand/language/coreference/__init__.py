"""Who is meant by a name, a role or a pronoun, inside one document."""
