"use strict";
/*
 * What Windows' own wevtutil does for `qe CHANNEL /q:QUERY /f:xml /e:Events /uni:true`, over recorded events. Node loads it
 * (NODE_OPTIONS) before whatever it was started for, and it acts only in a copy of node.exe with the name wevtutil.exe. The
 * times are moved so that the newest event is of TEST_NEWEST_AT: the query asks for the last days.
 */
const { readFileSync, writeFileSync, writeSync } = require("node:fs");
const path = require("node:path");
const { runInNewContext } = require("node:vm");

if (path.win32.basename(process.execPath).toLowerCase() === "wevtutil.exe") answer(process.argv.slice(1));

function answer(args) {
  const [verb, channel, ...options] = args;
  const option = (name) => options.find((text) => text.startsWith(`/${name}:`))?.slice(name.length + 2);
  // Node makes a path of what it takes for the name of a script.
  const isQuery = path.win32.basename(verb ?? "") === "qe" && option("f") === "xml" && option("uni") === "true";
  if (!isQuery || option("e") !== "Events") end(87);
  const all = recordedEvents(process.env.TEST_RECORDED_EVENTS);
  const inChannel = all.filter((event) => event.channel === channel);
  // ERROR_EVT_CHANNEL_NOT_FOUND
  if (inChannel.length === 0) end(15007);
  const chosen = inChannel.filter((event) => matches(option("q"), event));
  const text = `<Events>${chosen.map(({ xml }) => `${xml}\r\n`).join("")}</Events>\r\n`;
  writeSync(1, Buffer.from(`\ufeff${text}`, "utf16le"));
  end(0);
}

function recordedEvents(file) {
  const events = readFileSync(file, "utf8").match(/<Event .*?<\/Event>/gs) ?? [];
  const timeOf = (xml) => /SystemTime='([^']+)'/.exec(xml)[1];
  const newestMs = Math.max(...events.map((xml) => Date.parse(timeOf(xml))));
  const shiftMs = Date.parse(process.env.TEST_NEWEST_AT) - newestMs;
  return events.map((recorded) => {
    const time = new Date(Date.parse(timeOf(recorded)) + shiftMs).toISOString();
    return {
      xml: recorded.replace(/SystemTime='[^']+'/, `SystemTime='${time}'`),
      channel: /<Channel>([^<]+)</.exec(recorded)[1],
      name: /<Provider Name='([^']+)'/.exec(recorded)[1],
      id: Number(/<EventID[^>]*>(\d+)</.exec(recorded)[1]),
      time,
    };
  });
}

/** The part of XPath that the queries use, as the expression of JavaScript that it almost is. */
function matches(query, { name, id, time }) {
  const expression = query
    .replace(/^\*\[System\[(.*)\]\]$/, "$1")
    .replaceAll(/Provider\[|TimeCreated\[/g, "(")
    .replaceAll("]", ")")
    .replaceAll("@Name=", "name===")
    .replaceAll("@SystemTime>=", "time>=")
    .replaceAll(/EventID=(?=\d)/g, "id===")
    .replaceAll(/EventID(?=[<>])/g, "id")
    .replaceAll(" and ", "&&")
    .replaceAll(" or ", "||");
  return runInNewContext(expression, { name, id, time });
}

function end(code) {
  if (process.env.TEST_WEVTUTIL_CALLS !== undefined) {
    writeFileSync(process.env.TEST_WEVTUTIL_CALLS, `${JSON.stringify({ code, args: process.argv.slice(2) })}\n`, {
      flag: "a",
    });
  }
  process.exit(code);
}
