import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { createPhrasebook } from "/work/main/main/language/phrasebook.ts";
const file=process.argv[2]!;
const list:string[]=JSON.parse(readFileSync(file,"utf8"));
const phrases=Object.fromEntries(list.map(t=>[t,t]));
const b=createPhrasebook({language:"en",list:{between:", ",last:" and "},fullStop:".",lowersClauses:true,phrases});
const texts:[string,string][]=JSON.parse(readFileSync("/tmp/texts.json","utf8"));
const miss:[string,string][]=[];const dup:any[]=[];let diff=0;
const t0=performance.now();
for(const [t,w] of texts){const m=b.templatesOf(t);if(t===""||!/[a-z]{2}/i.test(t))continue;if(m.length===0)miss.push([t,w]);else if(m.length>1)dup.push([t,m]); else if(b.say(t)!==t){diff++;console.log("DIFF",t,"=>",b.say(t))}}
console.log("ms",performance.now()-t0);
writeFileSync("/tmp/miss.json",JSON.stringify(miss,null,1));writeFileSync("/tmp/dup.json",JSON.stringify(dup,null,1));
console.log("templates",list.length,"texts",texts.length,"missing",miss.length,"dup",dup.length,"diff",diff);
