import { piecesOfSources } from "../../evaluate/phrase-texts.ts";
import en from "../../../main/language/phrases/en.json" with { type: "json" };
const all=en.join("\n");
let n=0,m=0; for (const {piece,file} of piecesOfSources()) { n++; if(!all.includes(piece)){m++;console.log(file,"|",piece.slice(0,160))} }
console.log(n,m);
