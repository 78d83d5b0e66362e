package main

import (
	"context"
	"fmt"
	"path"
	"regexp"
	"strings"

	pipelineconfig "github.com/tektoncd/pipeline/pkg/apis/config"
	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	"github.com/tektoncd/pipeline/pkg/client/clientset/versioned/fake"
	"github.com/tektoncd/pipeline/pkg/reconciler/pipelinerun/resources"
	"github.com/tektoncd/pipeline/pkg/reconciler/taskrun"
	taskresources "github.com/tektoncd/pipeline/pkg/reconciler/taskrun/resources"
	"github.com/tektoncd/pipeline/pkg/workspace"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type taskRunAnswer struct {
	Name         string    `json:"name"`
	PipelineTask string    `json:"pipelineTask,omitempty"`
	Params       v1.Params `json:"params,omitempty"`
	Error        string    `json:"error,omitempty"`
	// Containers are what the pod starts with; only when the request has sources.
	Containers []container `json:"containers,omitempty"`
}

// taskRunsOfTask builds the TaskRuns of one pipeline task, more than one with a matrix, and judges them.
func (w *world) taskRunsOfTask(ctx context.Context, run *v1.PipelineRun, task *resources.ResolvedPipelineTask) (out []taskRunAnswer) {
	combinations := []v1.Params{nil}
	if task.PipelineTask.IsMatrixed() {
		combinations = foreseen(task.PipelineTask.Matrix).FanOut()
	}
	bindings, err := bind(run, task)
	for i, combination := range combinations {
		answer := taskRunAnswer{Name: task.TaskRunNames[min(i, len(task.TaskRunNames)-1)], PipelineTask: task.PipelineTask.Name}
		answer.Params = append(append(v1.Params{}, combination...), task.PipelineTask.Params...)
		taskRun := &v1.TaskRun{
			ObjectMeta: metav1.ObjectMeta{Name: answer.Name, Namespace: run.Namespace},
			Spec:       v1.TaskRunSpec{Params: answer.Params, Workspaces: bindings, TaskSpec: embedded(task)},
		}
		own := run.GetTaskRunSpec(task.PipelineTask.Name)
		taskRun.Spec.StepSpecs, taskRun.Spec.SidecarSpecs = own.StepSpecs, own.SidecarSpecs
		if err == nil {
			taskRun.Spec.Params = foreseenResults(answer.Params, task.ResolvedTask.TaskSpec.Params)
			answer.Containers, err = w.checkTaskRun(ctx, taskRun, task.ResolvedTask)
		}
		if err != nil {
			answer.Error = err.Error()
		}
		out = append(out, answer)
	}
	return out
}

// foreseen is the matrix with one item in place of every list that only a task before it will give.
func foreseen(matrix *v1.Matrix) *v1.Matrix {
	out := matrix.DeepCopy()
	for i, param := range out.Params {
		if param.Value.Type != v1.ParamTypeArray {
			out.Params[i].Value = v1.ParamValue{Type: v1.ParamTypeArray, ArrayVal: []string{param.Value.StringVal}}
		}
	}
	return out
}

// late are the variables that a pipeline fills in when tasks have run.
var late = regexp.MustCompile(`\$\((?:tasks|finally|context\.pipelineTask)\.[^)]*\)`)

// foreseenResults are the params with a text in place of what only a task before will give.
func foreseenResults(params v1.Params, declared v1.ParamSpecs) v1.Params {
	out := params.DeepCopy()
	for i := range out {
		value := &out[i].Value
		if value.Type == v1.ParamTypeString && late.FindString(value.StringVal) == value.StringVal && value.StringVal != "" {
			*value = foreseenValue(out[i], declared)
			continue
		}
		value.StringVal = late.ReplaceAllString(value.StringVal, "foreseen")
		for at := range value.ArrayVal {
			value.ArrayVal[at] = late.ReplaceAllString(value.ArrayVal[at], "foreseen")
		}
		for key, text := range value.ObjectVal {
			value.ObjectVal[key] = late.ReplaceAllString(text, "foreseen")
		}
	}
	return out
}

func foreseenValue(param v1.Param, declared v1.ParamSpecs) v1.ParamValue {
	for _, spec := range declared {
		if spec.Name != param.Name {
			continue
		}
		switch spec.Type {
		case v1.ParamTypeString:
			return v1.ParamValue{Type: v1.ParamTypeString, StringVal: "foreseen"}
		case v1.ParamTypeArray:
			return v1.ParamValue{Type: v1.ParamTypeArray, ArrayVal: []string{"foreseen"}}
		case v1.ParamTypeObject:
			keys := map[string]string{}
			for key := range spec.Properties {
				keys[key] = "foreseen"
			}
			return v1.ParamValue{Type: v1.ParamTypeObject, ObjectVal: keys}
		}
	}
	if strings.HasSuffix(param.Value.StringVal, "[*])") {
		return v1.ParamValue{Type: v1.ParamTypeArray, ArrayVal: []string{"foreseen"}}
	}
	return v1.ParamValue{Type: v1.ParamTypeString, StringVal: "foreseen"}
}

func embedded(task *resources.ResolvedPipelineTask) *v1.TaskSpec {
	if task.PipelineTask.TaskSpec == nil {
		return nil
	}
	return &task.PipelineTask.TaskSpec.TaskSpec
}

// bind follows (*Reconciler).getTaskrunWorkspaces of pkg/reconciler/pipelinerun.
func bind(run *v1.PipelineRun, task *resources.ResolvedPipelineTask) (out []v1.WorkspaceBinding, err error) {
	provided := map[string]v1.WorkspaceBinding{}
	for _, b := range run.Spec.Workspaces {
		provided[b.Name] = b
	}
	wanted := append([]v1.WorkspacePipelineTaskBinding{}, task.PipelineTask.Workspaces...)
	if spec := embedded(task); spec != nil {
		used, err := workspace.FindWorkspacesUsedByTask(*spec)
		if err != nil {
			return nil, err
		}
		for name := range used {
			if !names(wanted)[name] {
				wanted = append(wanted, v1.WorkspacePipelineTaskBinding{Name: name})
			}
		}
	}
	for _, w := range wanted {
		source := w.Workspace
		if source == "" {
			source = w.Name
		}
		b, ok := provided[source]
		if !ok {
			if isOptional(task.ResolvedTask.TaskSpec, w.Name) {
				continue
			}
			return nil, fmt.Errorf("expected workspace %q to be provided by pipelinerun for pipeline task %q", source, task.PipelineTask.Name)
		}
		out = append(out, narrowed(b, w))
	}
	return out, nil
}

func names(bindings []v1.WorkspacePipelineTaskBinding) map[string]bool {
	out := map[string]bool{}
	for _, b := range bindings {
		out[b.Name] = true
	}
	return out
}

func isOptional(spec *v1.TaskSpec, name string) bool {
	for _, d := range spec.Workspaces {
		if d.Name == name {
			return d.Optional
		}
	}
	return false
}

// narrowed is the run's binding under the task's name; a claim template has become a claim by then.
func narrowed(b v1.WorkspaceBinding, w v1.WorkspacePipelineTaskBinding) v1.WorkspaceBinding {
	out := *b.DeepCopy()
	out.Name = w.Name
	if w.SubPath != "" {
		out.SubPath = path.Join(b.SubPath, w.SubPath)
	}
	if b.VolumeClaimTemplate != nil {
		out.VolumeClaimTemplate = nil
		out.PersistentVolumeClaim = &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "pvc-" + b.Name}
	}
	return out
}

// checkTaskRun follows (*Reconciler).prepare of pkg/reconciler/taskrun.
func (w *world) checkTaskRun(ctx context.Context, run *v1.TaskRun, task *taskresources.ResolvedTask) ([]container, error) {
	spec := task.TaskSpec.DeepCopy()
	for _, step := range spec.Steps {
		if step.Ref != nil && step.Ref.Resolver != "" {
			return nil, nil
		}
	}
	steps, err := taskresources.GetStepActionsData(ctx, *spec, run, fake.NewSimpleClientset(w.stepActions...), nil, nil)
	if err != nil {
		return nil, err
	}
	spec.Steps = steps
	resolved := &taskresources.ResolvedTask{TaskName: task.TaskName, TaskSpec: spec, Kind: task.Kind}
	if err := taskrun.ValidateResolvedTask(ctx, run.Spec.Params, &v1.Matrix{}, resolved); err != nil {
		return nil, err
	}
	if err := validateOverrides(spec, &run.Spec); err != nil {
		return nil, err
	}
	if hasParamEnum(ctx) {
		if err := taskrun.ValidateEnumParam(ctx, run.Spec.Params, spec.Params); err != nil {
			return nil, err
		}
	}
	if err := taskresources.ValidateParamArrayIndex(spec, run.Spec.Params); err != nil {
		return nil, err
	}
	if err := workspace.ValidateBindings(ctx, declarations(spec, run), run.Spec.Workspaces); err != nil {
		return nil, err
	}
	if pipelineconfig.FromContextOrDefaults(ctx).FeatureFlags.Coschedule == pipelineconfig.CoscheduleWorkspaces {
		if err := workspace.ValidateOnlyOnePVCIsUsed(run.Spec.Workspaces); err != nil {
			return nil, err
		}
	}
	made := substituted(ctx, run.DeepCopy(), resolved)
	if err := checkPod(ctx, made); err != nil {
		return nil, err
	}
	if w.sources == nil {
		return nil, nil
	}
	return containersOf(made, w.sources)
}

// declarations are the task's own; with an embedded spec what the run binds counts as declared.
func declarations(spec *v1.TaskSpec, run *v1.TaskRun) (out []v1.WorkspaceDeclaration) {
	if run.Spec.TaskSpec != nil {
		for _, b := range run.Spec.Workspaces {
			out = append(out, v1.WorkspaceDeclaration{Name: b.Name})
		}
	}
	return append(out, spec.Workspaces...)
}

// soloTaskRun judges a TaskRun that no PipelineRun made.
func (w *world) soloTaskRun(ctx context.Context, run *v1.TaskRun) *runAnswer {
	task := &taskresources.ResolvedTask{TaskName: run.Name, TaskSpec: run.Spec.TaskSpec}
	if ref := run.Spec.TaskRef; ref != nil {
		if ref.Resolver != "" {
			return &runAnswer{OK: true, Skipped: "the task comes from a resolver"}
		}
		found, err := w.task(run.Namespace, ref.Name)
		if err != nil {
			return refused("CouldntGetTask", err)
		}
		task.TaskName, task.TaskSpec = found.Name, &found.Spec
	}
	task.TaskSpec.SetDefaults(ctx)
	containers, err := w.checkTaskRun(ctx, run, task)
	if err != nil {
		return refused("TaskRunValidationFailed", err)
	}
	return &runAnswer{OK: true, TaskRuns: []taskRunAnswer{{Name: run.Name, Containers: containers}}}
}
