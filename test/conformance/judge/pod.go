package main

import (
	"context"

	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	taskresources "github.com/tektoncd/pipeline/pkg/reconciler/taskrun/resources"
	"github.com/tektoncd/pipeline/pkg/workspace"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// container is what a step or sidecar of a TaskRun starts with, when Tekton and the kubelet have replaced all they know.
type container struct {
	Name    string            `json:"name"`
	Env     map[string]string `json:"env,omitempty"`
	Command []string          `json:"command,omitempty"`
	Args    []string          `json:"args,omitempty"`
	Script  string            `json:"script,omitempty"`
}

// sources are the keys of Secrets and ConfigMaps by "Secret/name" and "ConfigMap/name".
type sources map[string]map[string]string

// substituted follows applyParamsContextsResultsAndWorkspaces of pkg/reconciler/taskrun.
func substituted(ctx context.Context, run *v1.TaskRun, task *taskresources.ResolvedTask) *v1.TaskSpec {
	spec := task.TaskSpec.DeepCopy()
	taskresources.ApplyParametersToWorkspaceBindings(spec, run)
	volumes := workspace.CreateVolumes(run.Spec.Workspaces)
	spec = taskresources.ApplyParameters(spec, run, spec.Params...)
	spec = taskresources.ApplyContexts(spec, task.TaskName, run)
	spec = taskresources.ApplyArtifacts(taskresources.ApplyResults(spec))
	spec = taskresources.ApplyStepExitCodePath(spec)
	declared := map[string]bool{}
	for _, w := range spec.Workspaces {
		declared[w.Name] = true
	}
	for _, w := range run.Spec.Workspaces {
		if !declared[w.Name] {
			spec.Workspaces = append(spec.Workspaces, v1.WorkspaceDeclaration{Name: w.Name})
		}
	}
	return taskresources.ApplyWorkspaces(ctx, spec, spec.Workspaces, run.Spec.Workspaces, volumes)
}

// checkPod follows the checks of createPod of pkg/reconciler/taskrun, which look at the text that the values have become part of.
func checkPod(ctx context.Context, spec *v1.TaskSpec) error {
	if err := plain(v1.ValidateUsageOfDeclaredParameters(ctx, spec.Steps, spec.Params)); err != nil {
		return err
	}
	return plain(spec.DeepCopy().Validate(ctx))
}

// containersOf are the containers of a substituted spec, as the kubelet starts them.
func containersOf(spec *v1.TaskSpec, from sources) (out []container, err error) {
	steps, err := v1.MergeStepsWithStepTemplate(spec.StepTemplate, spec.DeepCopy().Steps)
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		out = append(out, started(step.Name, step.ToK8sContainer(), step.Script, from))
	}
	for _, sidecar := range spec.Sidecars {
		out = append(out, started(sidecar.Name, sidecar.ToK8sContainer(), sidecar.Script, from))
	}
	return out, nil
}

func started(name string, c *corev1.Container, script string, from sources) container {
	env := environment(c, from)
	mapping := expansion.MappingFuncFor(env)
	return container{Name: name, Env: env, Command: expanded(c.Command, mapping), Args: expanded(c.Args, mapping), Script: script}
}

func expanded(texts []string, mapping func(string) string) (out []string) {
	for _, text := range texts {
		out = append(out, expansion.Expand(text, mapping))
	}
	return out
}

// environment follows makeEnvironmentVariables of Kubernetes' pkg/kubelet/kubelet_pods.go.
func environment(c *corev1.Container, from sources) map[string]string {
	env := map[string]string{}
	for _, source := range c.EnvFrom {
		for key, value := range from[sourceOf(source)] {
			env[source.Prefix+key] = value
		}
	}
	service := map[string]string{"KUBERNETES_SERVICE_HOST": "10.96.0.1"}
	mapping := expansion.MappingFuncFor(env, service)
	for _, variable := range c.Env {
		switch {
		case variable.Value != "":
			env[variable.Name] = expansion.Expand(variable.Value, mapping)
		case variable.ValueFrom != nil && variable.ValueFrom.SecretKeyRef != nil:
			env[variable.Name] = from["Secret/"+variable.ValueFrom.SecretKeyRef.Name][variable.ValueFrom.SecretKeyRef.Key]
		case variable.ValueFrom != nil && variable.ValueFrom.ConfigMapKeyRef != nil:
			env[variable.Name] = from["ConfigMap/"+variable.ValueFrom.ConfigMapKeyRef.Name][variable.ValueFrom.ConfigMapKeyRef.Key]
		default:
			env[variable.Name] = ""
		}
	}
	for name, value := range service {
		if _, taken := env[name]; !taken {
			env[name] = value
		}
	}
	return env
}

func sourceOf(source corev1.EnvFromSource) string {
	if source.SecretRef != nil {
		return "Secret/" + source.SecretRef.Name
	}
	if source.ConfigMapRef != nil {
		return "ConfigMap/" + source.ConfigMapRef.Name
	}
	return ""
}
