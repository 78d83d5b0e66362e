# Types a line and a tab into a real zsh, and prints the line that it makes of it: zsh-complete.zsh SCRIPT LINE
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
zpty -w shell "PROMPT='' RPROMPT=''; unsetopt zle_bracketed_paste prompt_cr prompt_sp; autoload -Uz compinit; compinit -u -D; source $1; bindkey '^I' complete-word; show() { print -r -- \"<<\$BUFFER>>\"; zle send-break }; zle -N show; bindkey '^X' show; print ready-\$((1+1))"
zpty -r shell line '*ready-2*'
zpty -n -w shell "$2"$'\t'$'\x18'
zpty -r shell line '*<<*>>*'
print -r -- "${${line##*<<}%%>>*}"
zpty -d shell
