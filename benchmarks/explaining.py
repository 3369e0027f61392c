"""How long it takes to explain everybody in a large dossier, and to write it all out as a decision keeps it.

python benchmarks/explaining.py [MEMBERS] [CELLS]
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assessments.rules import check, read_dossier
from assessments.rules.explaining import Explainer, Kind
from benchmarks.check_dossier import dossier


def main(members: int = 4000, cells: int = 100) -> None:
    answer = check(read_dossier(dossier(members, cells, "good_or_better")))
    begun = time.process_time()
    explainer = Explainer(answer)
    explained = [one for kind in Kind for one in explainer.all(kind)]
    said = time.process_time()
    written = sum(len(json.dumps(one.as_dicts("vi", "en"), ensure_ascii=False)) for one in explained)
    done = time.process_time()
    sys.stdout.write(f"{len(explained)} subjects explained in {said - begun:.2f} s of processor time,\n")
    sys.stdout.write(
        f"written in both languages with their digests in {done - said:.2f} s more: {written // 1_000_000} million characters\n"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
