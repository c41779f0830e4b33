# Prints what zsh offers for each command line: zsh -f zsh-completions.zsh SCRIPT LINE...
# The one shell types into the other, which says what its completion adds instead of showing it.
if [[ $1 == --inside ]]; then
  PROMPT=
  autoload -U compinit
  compinit -D -u
  source $2
  compadd () {
    local -a hits
    [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]] || { builtin compadd -A hits "$@"; (( $#hits )) && print -rl -- "hit:"$^hits }
    builtin compadd "$@"
  }
  compprefuncs=(say-begin)
  comppostfuncs=(say-end)
  say-begin () { print -r -- "<<"begin }
  say-end () { print -r -- ">>"end; BUFFER= }
  bindkey '^I' complete-word
  print -r -- "<<"ready
  return
fi
zmodload zsh/zpty
inside=${0:A} script=$1
for line in "${@:2}"; do
  zpty shell "TERM=dumb zsh -f -i"
  zpty -w shell "source ${(q)inside} --inside ${(q)script}"
  zpty -r shell said '*<<ready*'
  zpty -n -w shell "$line"$'\t'
  zpty -r shell said '*>>end*'
  zpty -d shell
  for word in ${(f)said}; do
    [[ $word == hit:* ]] && print -r -- ${${word#hit:}%%$'\r'*}
  done
  print -r -- --end--
done
