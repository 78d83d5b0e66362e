package main

import (
	_ "unsafe" // for go:linkname

	v1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
)

// validateOverrides is Tekton's own check of stepSpecs and sidecarSpecs, which it does not export.
//
//go:linkname validateOverrides github.com/tektoncd/pipeline/pkg/reconciler/taskrun.validateOverrides
func validateOverrides(ts *v1.TaskSpec, trs *v1.TaskRunSpec) error
