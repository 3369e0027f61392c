"""How passwords and PINs are kept: Argon2id as RFC 9106 recommends for machines without memory to spare."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """64 MiB, three passes, four lanes (RFC 9106, 4, second choice). Django's own default takes 100 MiB for each sign-in,
    which eight at once on a small office machine would feel."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4
