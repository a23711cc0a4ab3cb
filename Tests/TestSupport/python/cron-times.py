"""Tells what cronsim, croniter and zoneinfo make of requests: a JSON list in a file, answered by a JSON list.

{"schedule": text, "zone": name, "start": seconds, "count": number} is answered by {"start": …, "cronsim": times,
"croniter": times}: seconds since 1970, none twice; null where the program gives up. croniter is asked in UTC only.
A start that a clock shows twice is moved back, since cronsim takes it for the first of the two.

{"zone": name, "instants": [seconds]} is answered by {"clocks": [[offset in seconds, whether it is daylight time, name]]}.
"""

import itertools
import json
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from croniter import croniter
from cronsim import CronSim


def without_doubles(times, count):
    found = []
    # A schedule may make up for several skipped times at once.
    for time in itertools.islice(times, count * 61):
        if not found or found[-1] != time:
            found.append(time)
        if len(found) == count:
            break
    return found


def times(request):
    zone = ZoneInfo(request["zone"])
    start = datetime.fromtimestamp(request["start"], zone)
    while start.replace(fold=0).utcoffset() != start.replace(fold=1).utcoffset():
        start = (start.astimezone(timezone.utc) - timedelta(hours=1)).astimezone(zone)
    answer = {"start": int(start.timestamp()), "cronsim": None, "croniter": None}
    before = (start.astimezone(timezone.utc) - timedelta(seconds=1)).astimezone(zone)
    try:
        runs = (int(run.timestamp()) for run in CronSim(request["schedule"], before))
        answer["cronsim"] = without_doubles(runs, request["count"])
    except Exception:
        pass
    if request["zone"] == "Etc/UTC":
        try:
            runs = croniter(request["schedule"], before, ret_type=float, implement_cron_bug=True)
            answer["croniter"] = [int(runs.get_next()) for _ in range(request["count"])]
        except Exception:
            pass
    return answer


def clocks(request):
    zone = ZoneInfo(request["zone"])
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    result = []
    for instant in request["instants"]:
        moment = (epoch + timedelta(seconds=instant)).astimezone(zone)
        result.append([int(moment.utcoffset().total_seconds()), bool(moment.dst()), moment.tzname()])
    return {"clocks": result}


with open(sys.argv[1]) as file:
    requests = json.load(file)
json.dump([times(request) if "schedule" in request else clocks(request) for request in requests], sys.stdout)
