"""What the command cannot make, it says in one line, and leaves nothing behind."""

import pytest

from assessments.management.commands.sample_ward import Command
from cells.models import Organization

# The command closes its connection at its end: no transaction of the test may hang on it.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--stage", "signed"], "--stage"),
        (["--cells", "0"], "--cells 0"),
        (["--cells", "-2"], "--cells -2"),
        (["--cells", "many"], "--cells"),
        (["--cells", "10", "--members", "29"], "--members 29"),
        (["--members", "4001"], "--members 4001"),
        (["--seed", "x"], "--seed"),
        (["--colour", "red"], "--colour"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_made_is_one_line_and_exit_2(arguments, named, capsys):
    with pytest.raises(SystemExit) as end:
        Command().run_from_argv(["manage.py", "sample_ward", *arguments])

    said = capsys.readouterr()
    assert end.value.code == 2
    assert (len(said.err.splitlines()), said.out) == (1, "")
    assert named in said.err
    assert not Organization.objects.exists()
