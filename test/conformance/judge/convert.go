package main

import (
	"context"

	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	pipelinev1alpha1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1alpha1"
	pipelinev1beta1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1beta1"
	"knative.dev/pkg/apis"
)

// stored converts an object to the version in which the cluster keeps it, as the conversion webhook does (cmd/webhook/main.go);
// an object that is kept as it is, is given back.
func stored(ctx context.Context, object kind) (kind, error) {
	var into kind
	switch object.(type) {
	case *pipelinev1beta1.Task:
		into = &v1.Task{}
	case *pipelinev1beta1.Pipeline:
		into = &v1.Pipeline{}
	case *pipelinev1beta1.TaskRun:
		into = &v1.TaskRun{}
	case *pipelinev1beta1.PipelineRun:
		into = &v1.PipelineRun{}
	case *pipelinev1alpha1.StepAction:
		into = &pipelinev1beta1.StepAction{}
	default:
		return object, nil
	}
	if err := object.(apis.Convertible).ConvertTo(ctx, into.(apis.Convertible)); err != nil {
		return nil, err
	}
	into.SetDefaults(ctx)
	return into, nil
}
