"""Makes the weights that the package ships, from the corpora and the published encoder: one command, fixed seeds.

    python -m training DATA ENCODER [WORK]

Trains the network (WORK/weights.pt), writes it as int8 ONNX with its labels, the table of lemmas, the scorer of coreference and what finds attributions into
`firsthand/language/model/english/`, lists the files with their SHA-256, measures them on the development parts and writes the card. Where WORK holds trained weights already, the
training of the network is left out.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from firsthand.language.model.lemmas import write_rules
from training import attributions, card, coreference, lemmas
from training.package import PACKAGE, write_manifest, write_package
from training.train import train, treebanks


def main(data: Path, encoder: Path, work: Path) -> None:
    if not (work / "weights.pt").exists():
        train(data, encoder, work)
    write_package(work, data, encoder / "vocab.txt", PACKAGE)
    rules = lemmas.learnt(treebanks(data))
    (PACKAGE / "lemmas.tsv").write_text(write_rules(rules), encoding="utf-8")
    coreference.train(data, PACKAGE)
    attributions.train(data, PACKAGE)  # read with all that the package holds by now
    write_manifest(PACKAGE)
    card.write(data, PACKAGE)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that holds ud-ewt, gum, ner, meantime, re3d and, for scores only, polnear")
    parser.add_argument("encoder", type=Path, help="the folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2")
    parser.add_argument("work", type=Path, nargs="?", default=Path("out") / "weights")
    given = parser.parse_args()
    main(given.data, given.encoder, given.work)
