"""The rule book as data: every rule, parameter and amendment in words, and the sentences of the letter that are no rules.

Kept beside the rules, read by pages only; nothing here decides anything or enters a digest.
"""
