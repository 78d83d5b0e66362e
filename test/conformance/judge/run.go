package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"

	pipelineconfig "github.com/tektoncd/pipeline/pkg/apis/config"
	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	pipelinev1beta1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1beta1"
	"github.com/tektoncd/pipeline/pkg/reconciler/pipelinerun/resources"
	"github.com/tektoncd/pipeline/pkg/reconciler/taskrun"
	"knative.dev/pkg/apis"
)

// runAnswer is what the reconcilers would make of a run before its first pod starts.
type runAnswer struct {
	OK       bool            `json:"ok"`
	Reason   string          `json:"reason,omitempty"` // of the run's Succeeded condition
	Error    string          `json:"error,omitempty"`
	Skipped  string          `json:"skipped,omitempty"` // why nothing can be said: a remote reference
	TaskRuns []taskRunAnswer `json:"taskRuns,omitempty"`
}

// check is one step of the reconciler: the reason is what the run's condition would carry.
type check struct {
	reason string
	run    func() error
}

func (w *world) runs(ctx context.Context) map[string]*runAnswer {
	out := map[string]*runAnswer{}
	for _, r := range w.pipelineRuns {
		out[r.Name] = guarded(func() *runAnswer { return w.pipelineRun(ctx, r.DeepCopy()) })
	}
	for _, r := range w.taskRuns {
		out[r.Name] = guarded(func() *runAnswer { return w.soloTaskRun(ctx, r.DeepCopy()) })
	}
	w.triggers.answers(out)
	return out
}

func guarded(judge func() *runAnswer) (a *runAnswer) {
	defer func() {
		if p := recover(); p != nil {
			a = refused("Panic", fmt.Errorf("%v", p))
		}
	}()
	return judge()
}

func refused(reason string, err error) *runAnswer {
	return &runAnswer{Reason: reason, Error: err.Error()}
}

// firstFailure runs the checks in order, as the reconciler does, which stops at the first that fails.
func firstFailure(checks []check) *runAnswer {
	for _, c := range checks {
		if err := c.run(); err != nil {
			return refused(c.reason, err)
		}
	}
	return nil
}

// plain turns Tekton's typed nil into an error that is nil.
func plain(e *apis.FieldError) error {
	if e == nil {
		return nil
	}
	if errs := e.Filter(apis.ErrorLevel); errs != nil {
		return errors.New(errs.Error())
	}
	return nil
}

// pipelineRun follows (*Reconciler).reconcile of pkg/reconciler/pipelinerun up to the creation of the first TaskRun.
func (w *world) pipelineRun(ctx context.Context, run *v1.PipelineRun) *runAnswer {
	if remote := remoteReference(run); remote != "" {
		return &runAnswer{OK: true, Skipped: remote}
	}
	spec, name, err := w.specOf(run)
	if err != nil {
		return refused("CouldntGetPipeline", err)
	}
	spec.SetDefaults(ctx)
	if failure := firstFailure(beforeSubstitution(ctx, spec, run)); failure != nil {
		return failure
	}
	resources.ApplyParametersToWorkspaceBindings(run)
	declared := allTasks(spec)
	spec, err = resources.ApplyParameters(spec.DeepCopy(), run)
	if err != nil {
		return refused("PipelineValidationFailed", err)
	}
	spec = resources.ApplyWorkspaces(resources.ApplyContexts(spec, name, run), run)
	state, answer := w.resolve(ctx, spec, run)
	if answer != nil {
		return answer
	}
	if failure := firstFailure(afterResolution(ctx, spec, declared, state)); failure != nil {
		return failure
	}
	answer = w.taskRunsOf(ctx, run, state)
	if failure := firstFailure(again(ctx, spec)); failure != nil && answer.OK {
		failure.TaskRuns = answer.TaskRuns
		return failure
	}
	return answer
}

// again is what the reconciler checks when it comes back to a run whose first TaskRuns it has created: it then takes the spec of the
// pipeline from the run's status, with the values in it (pkg/reconciler/pipelinerun/resources/pipelineref.go GetPipelineFunc).
func again(ctx context.Context, substituted *v1.PipelineSpec) []check {
	return []check{
		{"PipelineInvalidGraph", func() error {
			if g := graphOf(substituted.DeepCopy()); g.Error != "" {
				return errors.New(g.Error)
			}
			return nil
		}},
		{"PipelineValidationFailed", func() error { return plain(substituted.DeepCopy().Validate(ctx)) }},
	}
}

func (w *world) specOf(run *v1.PipelineRun) (*v1.PipelineSpec, string, error) {
	if run.Spec.PipelineSpec != nil {
		return run.Spec.PipelineSpec.DeepCopy(), run.Name, nil
	}
	p, err := w.pipeline(run.Namespace, run.Spec.PipelineRef.Name)
	if err != nil {
		return nil, "", err
	}
	return &p.Spec, p.Name, nil
}

func allTasks(spec *v1.PipelineSpec) []v1.PipelineTask {
	return append(append([]v1.PipelineTask{}, spec.Tasks...), spec.Finally...)
}

func remoteReference(run *v1.PipelineRun) string {
	if run.Spec.PipelineRef != nil && run.Spec.PipelineRef.Resolver != "" {
		return "the pipeline comes from a resolver"
	}
	return ""
}

func beforeSubstitution(ctx context.Context, spec *v1.PipelineSpec, run *v1.PipelineRun) []check {
	return []check{
		{"PipelineInvalidGraph", func() error {
			if g := graphOf(spec); g.Error != "" {
				return errors.New(g.Error)
			}
			return nil
		}},
		{"PipelineValidationFailed", func() error { return plain(spec.DeepCopy().Validate(ctx)) }},
		{"ParameterMissing", func() error { return resources.ValidateRequiredParametersProvided(&spec.Params, &run.Spec.Params) }},
		{"ParameterTypeMismatch", func() error { return resources.ValidateParamTypesMatching(spec, run) }},
		{"InvalidParamValue", func() error {
			if !hasParamEnum(ctx) {
				return nil
			}
			return taskrun.ValidateEnumParam(ctx, run.Spec.Params, spec.Params)
		}},
		{"ObjectParameterMissKeys", func() error { return resources.ValidateObjectParamRequiredKeys(spec.Params, run.Spec.Params) }},
		{"ParamArrayIndexingInvalid", func() error { return resources.ValidateParamArrayIndex(spec, run.Spec.Params) }},
		{"InvalidWorkspaceBindings", func() error { return resources.ValidateWorkspaceBindings(spec, run) }},
		{"InvalidTaskRunSpecs", func() error { return resources.ValidateTaskRunSpecs(spec, run) }},
	}
}

func hasParamEnum(ctx context.Context) bool {
	return pipelineconfig.FromContextOrDefaults(ctx).FeatureFlags.EnableParamEnum
}

// resolve looks every task up. The answer is not nil when that ends the judgement.
func (w *world) resolve(ctx context.Context, spec *v1.PipelineSpec, run *v1.PipelineRun) (resources.PipelineRunState, *runAnswer) {
	state := resources.PipelineRunState{}
	for _, task := range allTasks(spec) {
		if err := plain(task.ValidateOnError(ctx)); err != nil {
			return nil, refused("PipelineValidationFailed", err)
		}
		if isRemote(task) {
			return nil, &runAnswer{OK: true, Skipped: "task " + task.Name + " comes from a resolver"}
		}
		resolved, err := resources.ResolvePipelineTask(ctx, *run,
			func(name string) (*v1.PipelineRun, error) { return nil, absent("pipelineruns", name) },
			w.getPipeline(run.Namespace),
			w.getTask(run.Namespace),
			func(name string) (*v1.TaskRun, error) { return nil, absent("taskruns", name) },
			func(name string) (*pipelinev1beta1.CustomRun, error) { return nil, absent("customruns", name) },
			task, state)
		if err != nil {
			return nil, refused("CouldntGetTask", err)
		}
		state = append(state, resolved)
	}
	return state, nil
}

func isRemote(task v1.PipelineTask) bool {
	return (task.TaskRef != nil && task.TaskRef.Resolver != "") || (task.PipelineRef != nil && task.PipelineRef.Resolver != "")
}

func isTask(t *resources.ResolvedPipelineTask) bool {
	return !t.IsCustomTask() && !t.IsChildPipeline() && t.ResolvedTask != nil
}

func afterResolution(ctx context.Context, spec *v1.PipelineSpec, declared []v1.PipelineTask, state resources.PipelineRunState) (checks []check) {
	for i, task := range state {
		if !isTask(task) {
			continue
		}
		checks = append(checks, check{"PipelineValidationFailed", func() error {
			return taskrun.ValidateResolvedTask(ctx, task.PipelineTask.Params, task.PipelineTask.Matrix, task.ResolvedTask)
		}})
		if hasParamEnum(ctx) {
			checks = append(checks, check{"PipelineValidationFailed", func() error {
				return resources.ValidateParamEnumSubset(declared[i].Params, spec.Params, task.ResolvedTask)
			}})
		}
	}
	for _, task := range state {
		checks = append(checks, check{"CELEvaluationFailed", task.EvaluateCEL})
	}
	return append(checks,
		check{"InvalidTaskResultReference", func() error { return resources.ValidatePipelineTaskResults(state) }},
		check{"InvalidPipelineResultReference", func() error { return resources.ValidatePipelineResults(spec, state) }},
		check{"RequiredWorkspaceMarkedOptional", func() error { return resources.ValidateOptionalWorkspaces(spec.Workspaces, state) }},
	)
}

// taskRunsOf judges each TaskRun that the run would create, in the order of their names.
func (w *world) taskRunsOf(ctx context.Context, run *v1.PipelineRun, state resources.PipelineRunState) *runAnswer {
	answer := &runAnswer{OK: true}
	for _, task := range state {
		if isTask(task) {
			answer.TaskRuns = append(answer.TaskRuns, w.taskRunsOfTask(ctx, run, task)...)
		}
	}
	sort.Slice(answer.TaskRuns, func(i, j int) bool { return answer.TaskRuns[i].Name < answer.TaskRuns[j].Name })
	var failures []string
	for _, t := range answer.TaskRuns {
		if t.Error != "" {
			failures = append(failures, t.PipelineTask+": "+t.Error)
		}
	}
	if len(failures) > 0 {
		answer.OK, answer.Reason, answer.Error = false, "TaskRunValidationFailed", strings.Join(failures, "; ")
	}
	return answer
}
