"""The news-cluster articles of Giveme5W1H (github.com/fhamborg/Giveme5W1H, Apache-2.0 repository) as ninjs files.

    python -m benchmarks.convert_news_cluster DATA_DIR OUT_DIR [--undated]

DATA_DIR holds one JSON file an article, as published. A file OUT_DIR/ID.json is written for each, with `body_text` untouched.
`--undated` leaves the publication date out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def ninjs(item: dict[str, Any], *, dated: bool = True) -> dict[str, Any]:
    fields = {
        "uri": item["url"],
        "headline": item["title"],
        "byline": ", ".join(item["authors"] or []) or None,
        "infosource": [{"name": item["source_domain"]}],
        "versioncreated": item["date_publish"] if dated else None,
        "language": item["language"],
        "body_text": item["text"],
    }
    return {name: value for name, value in fields.items() if value}


def main(data: str, out: str, *options: str) -> None:
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(Path(data).glob("*.json")):
        item = json.loads(file.read_text(encoding="utf-8"))
        text = json.dumps(ninjs(item, dated="--undated" not in options), ensure_ascii=False, indent=1)
        (folder / f"{item['dId']}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
