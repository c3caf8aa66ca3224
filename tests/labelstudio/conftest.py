"""Makes the strategies of this folder importable as a fixture would not be."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
