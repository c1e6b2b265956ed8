import { readFileSync, writeFileSync, readdirSync } from "node:fs";
import { diagnose } from "/work/main/main/diagnosis/evaluate.ts";
import { captureInputs } from "/work/main/test/evaluate/capture-inputs.ts";
import { caseInput } from "/work/main/test/evaluate/case-input.ts";
import { readCases } from "/work/main/test/evaluate/labelled-case.ts";
import { simulatedInputs, simulatedNames } from "/work/main/test/evaluate/simulated-inputs.ts";
import { everyFix } from "/work/main/test/unit/diagnosis/every-fix.ts";
import * as m from "/work/main/main/language/report-texts.ts";
import { compareReports } from "/work/main/main/diagnosis/compare.ts";
const texts = new Map<string,string>();
const rec=(w:string)=>(t:string)=>{ if(!texts.has(t)) texts.set(t,w); return t; };
const cases=readCases();
const inputs=[...(await Promise.all(cases.map(caseInput))), ...(await captureInputs(cases))];
const t0=Date.now();
for (const name of simulatedNames()) inputs.push(...(await simulatedInputs(name)));
console.log("inputs",inputs.length,"sim",Date.now()-t0);
const reports:any[]=[];
for(const {truth,observations} of inputs){
  const d=diagnose(observations);
  const r:any={run:{id:truth.id,startedAt:"2026-01-01T00:00:00.000Z",steps:[]},verdict:"problem-found",events:{},...observations,...d,logSources:observations.logSources,dropPatterns:observations.dropPatterns};
  reports.push(r); m.mapReportTexts(r,rec(truth.id));
}
for(let i=1;i<reports.length;i++){ try{ m.mapComparisonTexts(compareReports(reports[i-1],reports[i]),rec("cmp"));m.mapComparisonTexts(compareReports(reports[i],reports[i]),rec("cmp"));}catch(e){} }
for(const {fix} of await everyFix()) m.mapFindingTexts({title:"",evidence:[],fixes:[fix]} as any, rec("fix"));
for(const f of readdirSync("/work/main/main/diagnosis/known-issues").filter(f=>f.endsWith(".json"))) for(const i of JSON.parse(readFileSync("/work/main/main/diagnosis/known-issues/"+f,"utf8"))) m.mapKnownIssueTexts(i,rec("known"));
writeFileSync("/tmp/texts.json",JSON.stringify([...texts],null,1));
console.log(texts.size);
