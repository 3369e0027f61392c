"""Any file as bytes, damaged: flipped, cut, spliced. Every change draws from the one `Random` it is given."""

from random import Random


def few(dice: Random, most: int) -> int:
    """Small numbers often, large ones sometimes."""
    return max(1, min(most, int(2 ** (dice.random() * most.bit_length()))))


def flip_bytes(data: bytes, dice: Random, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _time in range(few(dice, 64)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def truncate(data: bytes, dice: Random, _other: bytes) -> bytes:
    return data[: dice.choice((0, 1, dice.randrange(len(data)), len(data) - few(dice, 200)))]


def splice(data: bytes, dice: Random, other: bytes) -> bytes:
    return data[: dice.randrange(len(data))] + other[dice.randrange(len(other)) :]


def lose_a_piece(data: bytes, dice: Random, _other: bytes) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + few(dice, 4000) :]


def repeat_a_piece(data: bytes, dice: Random, _other: bytes) -> bytes:
    at = dice.randrange(len(data))
    piece = data[at : at + few(dice, 4000)]
    return data[:at] + piece * few(dice, 50) + data[at:]


def blank_a_piece(data: bytes, dice: Random, _other: bytes) -> bytes:
    at, size = dice.randrange(len(data)), few(dice, 2000)
    return data[:at] + bytes([dice.choice((0, 32, 255))]) * size + data[at + size :]


def insert_noise(data: bytes, dice: Random, _other: bytes) -> bytes:
    at = dice.choice((0, len(data), dice.randrange(len(data))))
    return data[:at] + dice.randbytes(few(dice, 2000)) + data[at:]


MUTATIONS = {
    "bytes flipped": flip_bytes,
    "cut off": truncate,
    "spliced": splice,
    "piece lost": lose_a_piece,
    "piece repeated": repeat_a_piece,
    "piece blank": blank_a_piece,
    "noise put in": insert_noise,
}
