// Command remote is an image registry with a Tekton bundle and an image for two platforms in it, and says what Tekton's resolvers
// fetch: one JSON line with what there is, then for each line with a reference one with what it leads to.
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	pipelinev1 "github.com/tektoncd/pipeline/pkg/apis/pipeline/v1"
	"github.com/tektoncd/pipeline/pkg/apis/resolution/v1beta1"
	"github.com/tektoncd/pipeline/pkg/remoteresolution/resolver/hub"
	"github.com/tektoncd/pipeline/pkg/resolution/resolver/bundle"
	"github.com/tektoncd/pipeline/pkg/resolution/resolver/framework"
	"github.com/tektoncd/pipeline/pkg/resolution/resolver/git"
	"go.uber.org/zap"
)

// object is one object of the bundle.
type object struct {
	Kind       string `json:"kind"`
	Name       string `json:"name"`
	APIVersion string `json:"apiVersion"`
	Text       string `json:"text"`
}

type answer struct {
	Data  string `json:"data"`
	Error string `json:"error,omitempty"`
}

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "remote:", err)
		os.Exit(1)
	}
}

// serve takes the objects of the bundle from the first line.
func serve(in io.Reader, out io.Writer) error {
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	encoder := json.NewEncoder(out)
	var objects []object
	if lines.Scan() {
		if err := json.Unmarshal(lines.Bytes(), &objects); err != nil {
			return err
		}
	}
	pushed, err := pushBundle(host+"/acme/tasks:1.0", objects)
	if err != nil {
		return err
	}
	index, err := pushIndex(host + "/acme/app:1")
	if err != nil {
		return err
	}
	if err := encoder.Encode(map[string]string{"host": host, "bundle": pushed, "index": index}); err != nil {
		return err
	}
	for lines.Scan() {
		var ref reference
		if err := json.Unmarshal(lines.Bytes(), &ref); err != nil {
			return err
		}
		if err := encoder.Encode(resolve(ref)); err != nil {
			return err
		}
	}
	return lines.Err()
}

// reference is a taskRef or pipelineRef.
type reference struct {
	Resolver string            `json:"resolver"`
	Params   pipelinev1.Params `json:"params"`
}

// resolve asks Tekton's own resolver, set up as config/resolvers does.
func resolve(ref reference) answer {
	found, err := resolvers[ref.Resolver](ref.Params)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Data: string(found.Data())}
}

var resolvers = map[string]func(pipelinev1.Params) (framework.ResolvedResource, error){
	"bundles": func(params pipelinev1.Params) (framework.ResolvedResource, error) {
		ctx := configured(map[string]string{"default-service-account": "default", "default-kind": "task"})
		options, err := bundle.OptionsFromParams(ctx, params)
		if err != nil {
			return nil, err
		}
		return bundle.GetEntry(ctx, authn.NewMultiKeychain(), options)
	},
	"git": func(params pipelinev1.Params) (framework.ResolvedResource, error) {
		ctx := configured(map[string]string{"default-revision": "main"})
		populated, err := git.PopulateDefaultParams(ctx, params)
		if err != nil {
			return nil, err
		}
		resolver := git.GitResolver{Params: populated, Logger: zap.NewNop().Sugar()}
		return resolver.ResolveGitClone(ctx)
	},
	"hub": func(params pipelinev1.Params) (framework.ResolvedResource, error) {
		ctx := configured(map[string]string{
			"default-tekton-hub-catalog":            "Tekton",
			"default-artifact-hub-task-catalog":     "tekton-catalog-tasks",
			"default-artifact-hub-pipeline-catalog": "tekton-catalog-pipelines",
			"default-kind":                          "task",
			"default-type":                          "artifact",
		})
		return (&hub.Resolver{}).Resolve(ctx, &v1beta1.ResolutionRequestSpec{Params: params})
	},
}

func configured(conf map[string]string) context.Context {
	return framework.InjectResolverConfigToContext(context.Background(), conf)
}

// pushBundle does as `tkn bundle push` does (tektoncd/cli pkg/bundle/builder.go).
func pushBundle(reference string, objects []object) (string, error) {
	image := empty.Image
	for _, one := range objects {
		layer, err := tarball.LayerFromOpener(archive(one))
		if err != nil {
			return "", err
		}
		image, err = mutate.Append(image, mutate.Addendum{Layer: layer, Annotations: map[string]string{
			bundle.BundleAnnotationKind:       one.Kind,
			bundle.BundleAnnotationName:       one.Name,
			bundle.BundleAnnotationAPIVersion: one.APIVersion,
		}})
		if err != nil {
			return "", err
		}
	}
	at, err := name.ParseReference(reference)
	if err != nil {
		return "", err
	}
	if err := remote.Write(at, image); err != nil {
		return "", err
	}
	return digest(image)
}

func archive(one object) tarball.Opener {
	return func() (io.ReadCloser, error) {
		var content bytes.Buffer
		writer := tar.NewWriter(&content)
		header := &tar.Header{Name: one.Name, Mode: 0o600, Size: int64(len(one.Text)), Typeflag: tar.TypeReg}
		if err := writer.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := writer.Write([]byte(one.Text)); err != nil {
			return nil, err
		}
		return io.NopCloser(&content), writer.Close()
	}
}

func pushIndex(reference string) (string, error) {
	index, err := random.Index(64, 1, 2)
	if err != nil {
		return "", err
	}
	at, err := name.ParseReference(reference)
	if err != nil {
		return "", err
	}
	if err := remote.WriteIndex(at, index); err != nil {
		return "", err
	}
	return digest(index)
}

func digest(of interface{ Digest() (v1.Hash, error) }) (string, error) {
	hash, err := of.Digest()
	return hash.String(), err
}
