/** Stands in every hostile name, so that a report can be searched for what became of it. */
export const MARK = "zq7zq";

/** Names as strangers may choose them, by what each tries. */
export const HOSTILE: { readonly [tries: string]: string } = {
  "control characters": `${MARK}\u0007\u0000\u001b[2J\u009b31m\rover\u0008\u007f`,
  "reading order and invisible characters": `\u202e${MARK}\u2066a\u2069\u200b\u{e0041}\ufeff`,
  "a terminal hyperlink": `\u001b]8;;https://evil.example\u0007${MARK}\u001b]8;;\u0007`,
  "a window title": `\u001b]0;${MARK}\u001b\\`,
  "a command for the runner": `::error title=x::${MARK}`,
  "a command to stop commands": ` \t::stop-commands::${MARK}`,
  "an older command": `##[error]${MARK} ##vso[task.setvariable variable=x]`,
  "escapes of the runner": `%0A::error::${MARK}%0D %25 a,b:c;d=e`,
  mentions: `@octocat @acme/team ${MARK} acme/app#1 GH-1 #2 deadbeef1 :smile:`,
  links: `[${MARK}](https://evil.example "t") <https://evil.example> www.evil.example https://evil.example/${MARK}`,
  images: `![${MARK}](https://evil.example/x.png) <img src=x onerror=alert(1)>`,
  "an HTML comment": `<!-- ${MARK} --> ]]> --!>`,
  "a script": `<script>alert("${MARK}")</script>`,
  "the end of elements": `</style></title></textarea></script></code></table><b onmouseover=x>${MARK}</b>`,
  "the end of attributes": `"'\`${MARK}" onfocus='x' autofocus \\`,
  entities: `&lt;b&gt;${MARK}&#60;i&#62; &amp;`,
  "tables and code": `| ${MARK} | \`\`\` | ~~~ \\| **b** __c__ ~~d~~`,
  "line feeds": `${MARK}\n\n# heading\n- item\r\n::warning::${MARK}\u2028x\u2029y\u0085z`,
  templates: `\${process.exit(1)} \${{ secrets.X }} %{ if true } ${MARK} $(id) \`id\` ; rm -rf x`,
  "the end of code": `*/ // ${MARK} \`; process.exit(1); "'`,
  Mermaid: `"] --> x[${MARK}]; click x "javascript:alert(1)"; %%{init: {}}%% end`,
  YAML: `${MARK}: &a [*a, !!js/function x] # - "`,
  "half characters": `\ud800${MARK}\udc00`,
  "look-alikes": `${MARK}аdmin\u0301`,
  prototypes: "__proto__",
  constructors: "constructor",
  "a great length": `${MARK}${"x".repeat(5000)}`,
  nothing: " ",
};

export const NAMES: readonly string[] = Object.values(HOSTILE);

/** What a terminal acts on or a reader cannot see, but for line feeds. */
export const HARMFUL = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u;
