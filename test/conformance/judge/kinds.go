package main

import (
	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	pipelinev1alpha1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1alpha1"
	pipelinev1beta1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1beta1"
	resolutionv1alpha1 "github.com/tektoncd/pipeline/pkg/apis/resolution/v1alpha1"
	resolutionv1beta1 "github.com/tektoncd/pipeline/pkg/apis/resolution/v1beta1"
	triggersv1alpha1 "github.com/tektoncd/triggers/pkg/apis/triggers/v1alpha1"
	triggersv1beta1 "github.com/tektoncd/triggers/pkg/apis/triggers/v1beta1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"knative.dev/pkg/webhook/resourcesemantics"
)

type kind = resourcesemantics.GenericCRD

// kinds are what the webhooks of Tekton Pipelines and Triggers serve (cmd/webhook/main.go of each).
var kinds = table(
	group{v1.SchemeGroupVersion, map[string]kind{
		"Task": &v1.Task{}, "TaskRun": &v1.TaskRun{}, "Pipeline": &v1.Pipeline{}, "PipelineRun": &v1.PipelineRun{},
	}},
	group{pipelinev1beta1.SchemeGroupVersion, map[string]kind{
		"Task": &pipelinev1beta1.Task{}, "TaskRun": &pipelinev1beta1.TaskRun{},
		"Pipeline": &pipelinev1beta1.Pipeline{}, "PipelineRun": &pipelinev1beta1.PipelineRun{},
		"StepAction": &pipelinev1beta1.StepAction{}, "CustomRun": &pipelinev1beta1.CustomRun{},
	}},
	group{pipelinev1alpha1.SchemeGroupVersion, map[string]kind{
		"VerificationPolicy": &pipelinev1alpha1.VerificationPolicy{}, "StepAction": &pipelinev1alpha1.StepAction{},
	}},
	group{resolutionv1alpha1.SchemeGroupVersion, map[string]kind{"ResolutionRequest": &resolutionv1alpha1.ResolutionRequest{}}},
	group{resolutionv1beta1.SchemeGroupVersion, map[string]kind{"ResolutionRequest": &resolutionv1beta1.ResolutionRequest{}}},
	group{triggersv1beta1.SchemeGroupVersion, map[string]kind{
		"EventListener": &triggersv1beta1.EventListener{}, "Trigger": &triggersv1beta1.Trigger{},
		"TriggerTemplate": &triggersv1beta1.TriggerTemplate{}, "TriggerBinding": &triggersv1beta1.TriggerBinding{},
		"ClusterTriggerBinding": &triggersv1beta1.ClusterTriggerBinding{},
	}},
	group{triggersv1alpha1.SchemeGroupVersion, map[string]kind{
		"ClusterInterceptor": &triggersv1alpha1.ClusterInterceptor{}, "Interceptor": &triggersv1alpha1.Interceptor{},
		"EventListener": &triggersv1alpha1.EventListener{}, "Trigger": &triggersv1alpha1.Trigger{},
		"TriggerTemplate": &triggersv1alpha1.TriggerTemplate{}, "TriggerBinding": &triggersv1alpha1.TriggerBinding{},
		"ClusterTriggerBinding": &triggersv1alpha1.ClusterTriggerBinding{},
	}},
)

type group struct {
	version schema.GroupVersion
	kinds   map[string]kind
}

func table(groups ...group) map[schema.GroupVersionKind]kind {
	out := map[schema.GroupVersionKind]kind{}
	for _, g := range groups {
		for name, prototype := range g.kinds {
			out[g.version.WithKind(name)] = prototype
		}
	}
	return out
}

func isTekton(group string) bool {
	return group == "tekton.dev" || group == "triggers.tekton.dev" || group == "resolution.tekton.dev"
}

func isClusterScoped(kindName string) bool {
	return kindName == "ClusterInterceptor" || kindName == "ClusterTriggerBinding"
}
