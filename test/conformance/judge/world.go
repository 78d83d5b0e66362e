package main

import (
	"context"

	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	pipelinev1beta1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1beta1"
	"github.com/tektoncd/pipeline/pkg/trustedresources"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// world is the set of objects of one request, as a cluster would hold it.
type world struct {
	pipelines    map[string]*v1.Pipeline
	tasks        map[string]*v1.Task
	stepActions  []runtime.Object
	pipelineRuns []*v1.PipelineRun
	taskRuns     []*v1.TaskRun
	triggers     triggerSet
	sources      sources
}

func newWorld() *world {
	return &world{pipelines: map[string]*v1.Pipeline{}, tasks: map[string]*v1.Task{}, triggers: newTriggerSet()}
}

func (w *world) add(ctx context.Context, object kind) {
	switch o := object.(type) {
	case *v1.Pipeline:
		o.Namespace = namespaceOf(o.Namespace)
		w.pipelines[o.Name] = o
	case *v1.Task:
		o.Namespace = namespaceOf(o.Namespace)
		w.tasks[o.Name] = o
	case *pipelinev1beta1.StepAction:
		o.Namespace = namespaceOf(o.Namespace)
		w.stepActions = append(w.stepActions, o)
	case *v1.PipelineRun:
		o.Namespace = namespaceOf(o.Namespace)
		if o.Name == "" {
			o.Name = generated(o.GenerateName)
		}
		w.pipelineRuns = append(w.pipelineRuns, o)
	case *v1.TaskRun:
		o.Namespace = namespaceOf(o.Namespace)
		if o.Name == "" {
			o.Name = generated(o.GenerateName)
		}
		w.taskRuns = append(w.taskRuns, o)
	default:
		w.triggers.add(object)
	}
}

func namespaceOf(namespace string) string {
	if namespace == "" {
		return "default"
	}
	return namespace
}

func (w *world) task(namespace, name string) (*v1.Task, error) {
	if t, ok := w.tasks[name]; ok && t.Namespace == namespace {
		return t.DeepCopy(), nil
	}
	return nil, absent("tasks", name)
}

func (w *world) pipeline(namespace, name string) (*v1.Pipeline, error) {
	if p, ok := w.pipelines[name]; ok && p.Namespace == namespace {
		return p.DeepCopy(), nil
	}
	return nil, absent("pipelines", name)
}

func absent(resource, name string) error {
	return kerrors.NewNotFound(schema.GroupResource{Group: "tekton.dev", Resource: resource}, name)
}

// The two functions below have the shapes in which Tekton's reconcilers ask for Tasks and Pipelines.

func (w *world) getTask(namespace string) func(context.Context, string) (*v1.Task, *v1.RefSource, *trustedresources.VerificationResult, error) {
	return func(_ context.Context, name string) (*v1.Task, *v1.RefSource, *trustedresources.VerificationResult, error) {
		t, err := w.task(namespace, name)
		return t, nil, nil, err
	}
}

func (w *world) getPipeline(namespace string) func(context.Context, string) (*v1.Pipeline, *v1.RefSource, *trustedresources.VerificationResult, error) {
	return func(_ context.Context, name string) (*v1.Pipeline, *v1.RefSource, *trustedresources.VerificationResult, error) {
		p, err := w.pipeline(namespace, name)
		return p, nil, nil, err
	}
}
