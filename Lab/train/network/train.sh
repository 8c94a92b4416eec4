#!/usr/bin/env bash
# usage: Lab/train/network/train.sh DATA OUT
# DATA holds ud/ and ner/ as listed in README.md; OUT gets the corpus, the checkpoint, logs and english.network.
# Needs gcc and Python 3.11 with the packages of requirements.txt. About 55 minutes of one quiet core; one thread, so that
# sums are added in one order and a second run gives the same file. `REHEARSAL=100 train.sh …` takes a hundredth of the steps, to
# see in minutes that everything runs and that two runs give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
cd "$here"
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false PYTHONHASHSEED=0
python3 test_features.py
python3 prepare.py "$data" "$out" | tee "$out/prepare.log"
part=$((850 / ${REHEARSAL:-1}))
common=(--size 1500 --drop 0.3 --every "$part")
python3 train.py "$out" "${common[@]}" --seed 7 --steps $((10 * part)) --stop $((8 * part)) --aside $((7 * part)) --rate 4e-3 \
    --save "$out/one.pt" | tee "$out/one.log"
python3 label.py "$out" "$out/one.pt.aside" | tee "$out/label.log"
python3 train.py "$out" "${common[@]}" --seed 8 --second --start "$out/one.pt" --steps $((2600 * part / 850)) --every $((part / 2 + 5)) --rate 1.5e-3 \
    --save "$out/two.pt" --model "$out/english.network" | tee "$out/two.log"
python3 integer.py "$out" "$out/english.network" | tee "$out/integer.log"
