"""Which process of pytest-xdist runs which file: browser tests beside the others, long files first.

A browser test waits more than it works, so that on two cores three processes are quicker than two; three of them with
a browser each would hold each other up, at the end of the run, where pytest-django puts every test that commits.
"""

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
#: Half a minute and more, alone: begun last, one of them would run while the other processes have nothing left.
LONGEST = (
    "tests/browser/test_year_of_a_ward.py",
    "tests/browser/test_writing.py",
    "tests/browser/test_signing_in.py",
    "tests/browser/test_district.py",
    "tests/browser/test_keyboard_secretary.py",
    "tests/assessments/sample/test_full_ward.py",
    "tests/assessments/views/test_who_may_do.py",
    "tests/assessments/sample/test_stages.py",
    "tests/assessments/services/test_received_reports.py",
    "tests/assessments/reports/test_file_papers.py",
    "tests/access/test_foreign_ids.py",
    "tests/access/test_secrets.py",
)


class BrowserBeside(LoadFileScheduling):
    """The first process runs the browser tests and nothing after them, since a process with a browser open is another
    ground for tests that roll back. The others begin with the rest and help with the browser's when that is done.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        first = min(self.workqueue, key=lambda file: (self._later(node, file), _rank(file)))
        self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _reschedule(self, node: WorkerController) -> None:
        held = self.assigned_work[node]
        if any(map(_in_browser, held)) and self.workqueue and not any(map(_in_browser, self.workqueue)):
            node.shutdown()  # it still runs what it holds
            return
        super()._reschedule(node)

    def _later(self, node: WorkerController, file: str) -> bool:
        """Files of the other sort, for this process."""
        runs_browser = len(self.nodes) > 1 and node is self.nodes[0]
        return _in_browser(file) is not runs_browser


def _in_browser(file: str) -> bool:
    return file.startswith(BROWSER)


def _rank(file: str) -> int:
    """`min` keeps the order of collection among files of the same rank."""
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)
