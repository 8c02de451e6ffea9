"""Vietnamese syllables: could a written word be one?

"hoạch" and "nghiêng" could, "hoàch" (a stop takes no falling tone) and "café" could not. It tells
text in one encoding from text in another; it is no dictionary, and "nghoạch" passes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|[bcdđghklmnprstvx]"
RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu ych ynh yt "
    "o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uy uya uych uyêt uyên uynh uyt uyu "
    "uê uêch uênh uơ uân uâng uât uây ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu êc êng"
)
SYLLABLE_RE = re.compile(rf"(?:{ONSET})?(?:{'|'.join(sorted(RHYMES.split(), key=len, reverse=True))})")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STOPS = ("c", "ch", "p", "t")
TONES_OF_STOPS = frozenset("\u0301\u0323")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Could the word be a Vietnamese syllable, in any case?

    >>> [word for word in ("Hoạch", "ĐẲNG", "quốc", "gì", "hoàch", "café", "déjà", "Strasse") if is_syllable(word)]
    ['Hoạch', 'ĐẲNG', 'quốc', 'gì']
    """
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tones = [char for char in decomposed if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    if len(tones) > 1 or not SYLLABLE_RE.fullmatch(bare):
        return False
    return not tones or not bare.endswith(STOPS) or tones[0] in TONES_OF_STOPS
