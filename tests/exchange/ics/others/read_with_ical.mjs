// Reads a calendar on stdin with ical.js (its path is the first argument), and prints its items as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const MOST = 40;

function moment(time) {
  if (time === null || time === undefined) return null;
  if (time.isDate) return time.toString();
  if (time.zone === ICAL.Timezone.localTimezone) throw new Error(`${time} floats`);
  return time.toUnixTime();
}

function occurrences(part) {
  const event = new ICAL.Event(part);
  if (!event.isRecurring() || event.isRecurrenceException()) return [];
  const steps = event.iterator();
  const found = [];
  for (let at = steps.next(); at && found.length < MOST; at = steps.next()) {
    found.push(moment(event.getOccurrenceDetails(at).startDate));
  }
  return found;
}

function item(part) {
  const value = (name) => part.getFirstPropertyValue(name);
  const names = part.getFirstProperty("categories");
  return {
    name: part.name.toUpperCase(),
    uid: value("uid"),
    recurrence: moment(value("recurrence-id")),
    start: moment(value("dtstart")),
    end: moment(value("dtend") ?? value("due")),
    summary: value("summary"),
    description: value("description") ?? "",
    location: value("location") ?? "",
    categories: names ? names.getValues() : [],
    status: value("status"),
    sequence: value("sequence"),
    occurrences: part.name === "vevent" ? occurrences(part) : [],
  };
}

const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const parts = root.getAllSubcomponents().filter((part) => ["vevent", "vtodo"].includes(part.name));
process.stdout.write(JSON.stringify(parts.map(item)));
