/**
 * Shell lines that make the run's own directory in `$workspace`. They read the uid of the TaskRun in `$task_run`,
 * and set `$run` and `$task`.
 */
export const makeRunDirectory = `# each run has its own directory, writable for the run's fsGroup
umask 002
run=$RUN_UID
task=$PIPELINE_TASK
[ -n "$run" ] || { run=$task_run task=source; }
mkdir -p "$workspace/$run/sources" || {
  echo "user $(id -u) cannot write to the workspace, which has owner and mode $(stat -c '%u:%g %a' "$workspace")." >&2
  echo "Either the run has no podTemplate.securityContext.fsGroup $(id -g), or the volume ignores it, as hostPath does: use a storage class that honours it." >&2
  exit 1
}`;

/**
 * Shell lines that set `$sources`, the directory of this source below `$workspace`, and remove what an earlier attempt of the TaskRun has left in it.
 */
export const chooseSourcesDirectory = `sources=$run/sources/$task
# the first TaskRun of a matrix has the name of the task, the others their own uid behind it
(set -C; printf %s "$task_run" > "$workspace/$sources.owner") 2> /dev/null || true
[ "$(cat "$workspace/$sources.owner")" = "$task_run" ] || sources=$sources-$task_run
# what an earlier attempt of this TaskRun has left
rm -rf "$workspace/$sources.json" "$workspace/$sources.files" "$workspace/$sources"`;
