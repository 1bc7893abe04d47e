"""What every record type shares: the registry, rights, commands, lists, cards, boards, forms, history."""
