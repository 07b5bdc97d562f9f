export const STYLE = `
:root { color-scheme: light dark; --ink: #22302c; --paper: #fbfaf6; --quiet: #55635e; --line: #dcdfd6; --leaf: #2f6b4f; --soft: #edf2e9; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebe7; --paper: #151a18; --quiet: #a9b5ae; --line: #303834; --leaf: #8fcaa9; --soft: #1f2925; --on: #10201a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 Georgia, 'Times New Roman', serif; }
header, main, footer { max-width: 920px; margin: 0 auto; padding: 20px 24px; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; justify-content: space-between; }
.name { font-size: 22px; font-weight: 700; color: var(--leaf); text-decoration: none; }
nav { display: flex; gap: 20px; }
nav a { color: var(--ink); }
.lead { padding: 40px 32px; border-radius: 14px; background: var(--soft); }
h1 { margin: 0 0 12px; font-size: clamp(28px, 5vw, 42px); line-height: 1.15; }
h2 { margin: 44px 0 12px; }
h3 { margin: 0; font-size: 18px; }
ul { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 16px; padding: 0; margin: 0; list-style: none; }
li { padding: 18px; border: 1px solid var(--line); border-radius: 12px; }
li p { margin: 4px 0 0; color: var(--quiet); }
th { padding: 4px 32px 4px 0; font-weight: 400; text-align: start; }
button { min-height: 44px; padding: 0 20px; border: 0; border-radius: 8px; background: var(--leaf); color: var(--on); font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--leaf); outline-offset: 3px; }
.note { padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; }
footer { margin-top: 32px; padding-bottom: 96px; border-top: 1px solid var(--line); color: var(--quiet); font-size: 15px; }
`;
