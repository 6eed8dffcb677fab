import fs from 'fs'; import {createRequire} from 'module'; const require=createRequire(import.meta.url);
const dir=process.argv[2]; const themes=['elegant','even','flat','kendall','macchiato','stackoverflow','class','short'];
for (const t of themes) { let m; try { m=require('jsonresume-theme-'+t) } catch(e) { try { m=await import('jsonresume-theme-'+t) } catch(e2) { console.log(t,'load',String(e2).slice(0,120)); continue } }
 for (const f of fs.readdirSync(dir+'/json')) { try { const r=JSON.parse(fs.readFileSync(dir+'/json/'+f)); let h=(m.render||m.default.render)(r); if (h.then) h=await h; fs.writeFileSync(dir+'/'+f.replace('.json','')+'.'+t+'.html',h) } catch(e) { console.log(t,f,String(e).slice(0,150)); break } } }
