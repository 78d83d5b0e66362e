package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	pipelineconfig "github.com/tektoncd/pipeline/pkg/apis/config"
	triggersconfig "github.com/tektoncd/triggers/pkg/apis/config"
	"github.com/tektoncd/triggers/pkg/apis/triggers/contexts"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// court keeps what is the same for every request.
type court struct {
	schemas  schemaSet
	contexts map[string]context.Context
}

func newCourt(schemas schemaSet) *court {
	return &court{schemas: schemas, contexts: map[string]context.Context{}}
}

// context returns Tekton's configuration with the given feature flags; with none it is a default installation.
func (c *court) context(features map[string]string) (context.Context, error) {
	key := featureKey(features)
	if ctx, ok := c.contexts[key]; ok {
		return ctx, nil
	}
	flags, err := pipelineconfig.NewFeatureFlagsFromMap(features)
	if err != nil {
		return nil, err
	}
	pipeline := pipelineconfig.FromContextOrDefaults(context.Background())
	pipeline.FeatureFlags = flags
	ctx := pipelineconfig.ToContext(context.Background(), pipeline)
	triggers := triggersconfig.FromContextOrDefaults(ctx)
	if fields := features["enable-api-fields"]; fields == "alpha" { // triggers know no beta
		if triggers.FeatureFlags, err = triggersconfig.NewFeatureFlagsFromMap(map[string]string{"enable-api-fields": fields}); err != nil {
			return nil, err
		}
	}
	ctx = contexts.WithUpgradeViaDefaulting(triggersconfig.ToContext(ctx, triggers))
	c.contexts[key] = ctx
	return ctx, nil
}

func featureKey(features map[string]string) string {
	keys := make([]string, 0, len(features))
	for k, v := range features {
		keys = append(keys, k+"="+v)
	}
	sort.Strings(keys)
	return strings.Join(keys, ",")
}

// document is one manifest as JSON, or the reason why there is none.
type document struct {
	json []byte
	err  error
}

// expand splits YAML texts into their documents.
func expand(raw []json.RawMessage) (out []document) {
	for _, r := range raw {
		var text string
		if json.Unmarshal(r, &text) != nil {
			out = append(out, document{json: r})
			continue
		}
		out = append(out, split(text)...)
	}
	return out
}

func split(text string) (out []document) {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		chunk, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, document{err: fmt.Errorf("not YAML: %w", err)})
		}
		js, err := yaml.YAMLToJSONStrict(chunk)
		if err != nil {
			out = append(out, document{err: fmt.Errorf("not YAML: %w", err)})
			continue
		}
		if trimmed := bytes.TrimSpace(js); len(trimmed) > 0 && !bytes.Equal(trimmed, []byte("null")) {
			out = append(out, document{json: js})
		}
	}
}
