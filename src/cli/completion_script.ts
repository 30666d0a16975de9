/**
 * The scripts that teach shells our names.
 *
 * @module
 */
import tab from "@bomb.sh/tab";

/** Splits the line where the package bash-completion, which the script relies on, is missing. */
const BASH_WORDS = `__labbook_words() {
    if declare -F _get_comp_words_by_ref >/dev/null; then
        _get_comp_words_by_ref -n "=:" cur prev words cword
    else
        words=("\${COMP_WORDS[@]}")
        cword=$COMP_CWORD
        cur=\${COMP_WORDS[COMP_CWORD]}
        prev=\${COMP_WORDS[COMP_CWORD - 1]}
    fi
}
`;

/** What the library prints, as text. */
function printed(shell: string): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => lines.push(line);
  try {
    tab.setup("labbook", "labbook", shell);
  } finally {
    console.log = log;
  }
  return lines.join("\n") + "\n";
}

/**
 * The completion script of a shell.
 *
 * @param shell `bash`, `zsh` or `fish`.
 */
export function completionScript(shell: string): string {
  const script = printed(shell);
  if (shell !== "bash") return script;
  // A constant cannot be set again: the script could be read once only, and beside that of no other
  // program that has it from the same library.
  return BASH_WORDS + script.replace(/^readonly /gm, "").replace(
    '_get_comp_words_by_ref -n "=:" cur prev words cword',
    "__labbook_words",
  );
}
