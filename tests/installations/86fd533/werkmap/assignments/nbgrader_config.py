import sys
from pathlib import Path

from ssfh_learn.grading import configure

c = get_config()
configure(c, course="proef", hand_in_folder="/tmp/ssfh-inleveren")
sys.path.insert(0, str(Path(__file__).parent))
c.AssignLatePenalties.plugin_class = "te_laat.Kwart"
c.ExchangeCollect.check_owner = False
